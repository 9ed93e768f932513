package io.countersign.auth.scan.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One thing that is wrong in one place.
 *
 * @param rule which rule found it
 * @param location where
 * @param evidence what is there: printable, at most 240 characters, signatures and secrets
 *     redacted, personal data masked
 */
public record Finding(RuleInfo rule, Location location, String evidence) {

  /** Makes the evidence printable; to redact and to mask it is up to the rule. */
  public Finding {
    evidence = Evidence.printable(evidence, Evidence.LONGEST);
  }

  /** The rule's severity. */
  public Severity severity() {
    return rule.severity();
  }

  /**
   * What this finding and the same one tomorrow have in common: 32 hexadecimal digits, of the rule
   * and of the place without its line.
   */
  public String fingerprint() {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((rule.id() + "\n" + location.withoutLine()).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
