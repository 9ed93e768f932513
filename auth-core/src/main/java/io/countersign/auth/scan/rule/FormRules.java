package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.LOW;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.ScannedToken;
import io.countersign.auth.scan.token.TokenKind;
import io.countersign.auth.scan.token.TokenType;

/** Whether it is a token at all, and of a size that gets through. */
final class FormRules {

  private static final int COOKIE = 4096;
  private static final int LIMIT = 8192;

  static final Rule<Scan> TOO_LARGE =
      new Rule<>(
          new RuleInfo(
              "CS-FORM-TOO-LARGE",
              HIGH,
              "Too large to be scanned",
              "Nothing was examined, so a clean report would mean nothing.",
              "Issue tokens of a few hundred characters; 64 KiB is the scanner's bound.",
              cwe(770)),
          (scan, found) -> {
            if (scan.token().length() > ScannedToken.LONGEST) {
              found.at("", scan.token().length() + " characters");
            }
          });

  static final Rule<Scan> NO_TOKEN =
      new Rule<>(
          new RuleInfo(
              "CS-FORM-NO-TOKEN",
              HIGH,
              "Not a token",
              "Nothing could be examined, so a clean report would mean nothing.",
              "Pass a token in compact serialization: three parts, or five when it is encrypted,"
                  + " the first of them a JSON object in base64url.",
              rfc(7515, "3.1"),
              cwe(20)),
          (scan, found) -> {
            ScannedToken token = scan.token();
            if (token.kind() == TokenKind.UNREADABLE && token.length() <= ScannedToken.LONGEST) {
              int parts = token.segments().size();
              found.at(
                  "",
                  parts == 3 || parts == 5
                      ? "the first part is no JSON object"
                      : (parts > 6 ? "more than six" : parts) + " parts");
            }
          });

  static final Rule<Scan> OVER_COOKIE =
      new Rule<>(
          new RuleInfo(
              "CS-SIZE-COOKIE",
              LOW,
              "Larger than a cookie may be",
              "Browsers drop cookies over 4,096 bytes without a word, and the user is logged out.",
              "Leave out claims that the service can look up, above all long lists of groups.",
              rfc(6265, "6.1"),
              cwe(770)),
          (scan, found) -> reportSize(scan, COOKIE, LIMIT, found));

  static final Rule<Scan> OVER_LIMIT =
      new Rule<>(
          new RuleInfo(
              "CS-SIZE-HEADER",
              MEDIUM,
              "Larger than servers take",
              "Most servers refuse request headers over 8 KiB, and Countersign any such token.",
              "Leave out claims that the service can look up, above all long lists of groups.",
              cwe(770)),
          (scan, found) -> reportSize(scan, LIMIT, ScannedToken.LONGEST, found));

  private FormRules() {}

  private static void reportSize(Scan scan, int over, int upTo, Rule.Sightings found) {
    int length = scan.token().length();
    if (length > over
        && length <= upTo
        && scan.token().kind() != TokenKind.UNREADABLE
        && !scan.type().has(TokenType.Trait.POSTED)) {
      found.at("", length + " characters");
    }
  }
}
