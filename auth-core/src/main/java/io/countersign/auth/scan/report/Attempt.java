package io.countersign.auth.scan.report;

import java.util.Locale;

/**
 * One thing that a scan tried on a running service, or why it did not.
 *
 * @param rule what it was about
 * @param variant which of the rule's attacks, in a few words; empty where none was tried
 * @param outcome how the service took it
 * @param detail the answer's status or the reason, without a token
 */
public record Attempt(RuleInfo rule, String variant, Outcome outcome, String detail) {

  /** Makes both texts printable. */
  public Attempt {
    variant = Evidence.printable(variant, Evidence.LONGEST);
    detail = Evidence.printable(detail, Evidence.LONGEST);
  }

  /** How a service takes a request. */
  public enum Outcome {
    /** It let the caller in. */
    ACCEPTED,
    /** It did not, as it should. */
    REFUSED,
    /** It answered 5xx, which says that something broke in it. */
    FAILED,
    /** It hung up or said nothing in time. */
    UNANSWERED,
    /** Nothing was sent. */
    NOT_TRIED;

    /** As reports have it, such as {@code not tried}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
