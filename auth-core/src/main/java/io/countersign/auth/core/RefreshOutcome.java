package io.countersign.auth.core;

import io.countersign.auth.spi.Rotation;

/** What became of a refresh token that was presented for exchange, as it is counted. */
public enum RefreshOutcome {
  /** The token was exchanged. */
  ACCEPTED,
  /** The client got the same successor again, within the retry window. */
  REPEATED,
  /** The token's end, or its session's, is past. */
  EXPIRED,
  /** Its session has ended. */
  REVOKED,
  /** It had been exchanged before. */
  REUSED,
  /** It is bound to another device. */
  DEVICE_MISMATCH,
  /** An access token was asked for that the session cannot have. */
  INVALID_TARGET,
  /** It is not a refresh token of this deployment. */
  MALFORMED,
  /** It failed for no reason of the client's. */
  FAILED;

  /** What a store's answer is counted as. */
  static RefreshOutcome of(Rotation rotation) {
    if (rotation instanceof Rotation.Accepted) {
      return ACCEPTED;
    }
    if (rotation instanceof Rotation.Refused refused) {
      return switch (refused.reason()) {
        case EXPIRED -> EXPIRED;
        case REVOKED -> REVOKED;
        case REUSED -> REUSED;
        case DEVICE_MISMATCH -> DEVICE_MISMATCH;
        case INVALID_TARGET -> INVALID_TARGET;
      };
    }
    return REPEATED;
  }
}
