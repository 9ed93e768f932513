package io.countersign.auth.scan;

import static io.countersign.auth.scan.Reference.cwe;
import static io.countersign.auth.scan.Reference.rfc;
import static io.countersign.auth.scan.Severity.HIGH;

/** Whether it is a token at all, and of a size that gets through. */
final class FormRules {

  static final Rule<Scan> NO_TOKEN =
      new Rule<>(
          new RuleInfo(
              "CS-FORM-NO-TOKEN",
              HIGH,
              "Not a token",
              "Nothing could be examined, so a clean report would mean nothing.",
              "Pass a token in compact serialization: three parts, or five when it is encrypted.",
              rfc(7515, "3.1"),
              cwe(20)),
          (scan, found) -> {
            ScannedToken token = scan.token();
            if (token.kind() == TokenKind.UNREADABLE && token.length() <= ScannedToken.LONGEST) {
              found.at("", token.segments().size() + " parts, header unreadable or too many parts");
            }
          });

  private FormRules() {}
}
