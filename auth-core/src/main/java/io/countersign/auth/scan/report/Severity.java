package io.countersign.auth.scan.report;

import java.util.Locale;

/** How bad a finding is, from the least to the worst. */
public enum Severity {
  /** Worth knowing, nothing to repair. */
  INFO,
  /** Costs robustness or privacy, opens nothing by itself. */
  LOW,
  /** Opens something together with another weakness, or in some verifiers. */
  MEDIUM,
  /** Lets somebody in, or something out, where a verifier is not stricter than most. */
  HIGH,
  /** Anybody can forge tokens, or a secret is out. */
  CRITICAL;

  /** Whether this is as bad as another or worse. */
  public boolean isAtLeast(Severity other) {
    return compareTo(other) >= 0;
  }

  /** The name in lower case, as reports and the command line have it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
