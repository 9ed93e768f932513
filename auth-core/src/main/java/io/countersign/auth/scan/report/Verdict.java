package io.countersign.auth.scan.report;

import java.util.List;
import java.util.Locale;

/**
 * Whether a stock verifier that knows the issuer and the JWKS and nothing else takes a token as it
 * stands.
 *
 * @param verifier which, such as {@code WildFly 39}
 * @param outcome what it does
 * @param reasons why it does not take it, or under which condition it does; empty when it simply
 *     does
 */
public record Verdict(String verifier, Outcome outcome, List<Reason> reasons) {

  /** Makes the reasons unchangeable. */
  public Verdict {
    reasons = List.copyOf(reasons);
  }

  /** What a verifier does. */
  public enum Outcome {
    /** It lets the caller in. */
    ACCEPTED,
    /** It answers 401 or 403. */
    REFUSED,
    /** It answers 500. */
    ERROR_500;

    /** As reports have it: {@code accepted}, {@code refused}, {@code error 500}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /** How a reason is known. */
  public enum Basis {
    /** It was seen on that server. */
    MEASURED,
    /** Documentation or source code say so. */
    DOCUMENTED;

    /** In lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A reason.
   *
   * @param text in one line
   * @param basis how it is known
   */
  public record Reason(String text, Basis basis) {}
}
