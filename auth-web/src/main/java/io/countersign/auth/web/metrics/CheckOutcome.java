package io.countersign.auth.web.metrics;

import io.countersign.auth.TokenRevokedException;

/** What became of a revocation check, as it is counted. */
enum CheckOutcome {
  /** The token has not been revoked. */
  PASSED,
  /** It has been. */
  DENIED,
  /** The denylist did not answer, or the keys have not been read lately. */
  UNAVAILABLE;

  /** What a failure is counted as. */
  static CheckOutcome of(RuntimeException failure) {
    return failure instanceof TokenRevokedException ? DENIED : UNAVAILABLE;
  }
}
