package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.ScannedObject;
import io.countersign.auth.scan.token.ScannedToken;
import io.countersign.auth.scan.token.Segment;
import io.countersign.auth.scan.token.Segment.Flaw;
import io.countersign.auth.scan.token.TokenKind;
import java.util.List;

/** Whether there is one way to read it and one way to write it. */
final class EncodingRules {

  private static final String ONE_SPELLING =
      "A token with several spellings slips past whatever knows it by its text, such as a denylist"
          + " or a cache.";
  private static final List<String> SIGNED = List.of("header", "payload", "signature");
  private static final List<String> ENCRYPTED =
      List.of("header", "encrypted_key", "iv", "ciphertext", "tag");

  static final Rule<Scan> PADDING =
      new Rule<>(
          new RuleInfo(
              "CS-ENC-PADDING",
              MEDIUM,
              "Base64 with padding",
              ONE_SPELLING,
              "Encode without trailing \"=\", and refuse tokens that have it.",
              rfc(7515, "2"),
              cwe(436)),
          (scan, found) -> reportFlaw(scan, Flaw.PADDING, "ends on \"=\"", found));

  static final Rule<Scan> FOREIGN =
      new Rule<>(
          new RuleInfo(
              "CS-ENC-FOREIGN",
              MEDIUM,
              "Not base64url",
              ONE_SPELLING,
              "Encode in base64url, and refuse tokens with any other character or length.",
              rfc(4648, "5"),
              cwe(436)),
          (scan, found) ->
              reportFlaw(scan, Flaw.FOREIGN, "has a foreign character or length", found));

  static final Rule<Scan> UNUSED_BITS =
      new Rule<>(
          new RuleInfo(
              "CS-ENC-UNUSED-BITS",
              MEDIUM,
              "Base64url with unused bits that are not zero",
              ONE_SPELLING,
              "Encode canonically, and refuse tokens whose last characters stand for more bits than"
                  + " they should.",
              rfc(4648, "3.5"),
              cwe(436)),
          (scan, found) ->
              reportFlaw(scan, Flaw.UNUSED_BITS, "its last character has other spellings", found));

  static final Rule<Scan> DUPLICATE =
      new Rule<>(
          new RuleInfo(
              "CS-JSON-DUPLICATE",
              HIGH,
              "A name stands twice in one object",
              "One reader takes the first value and the next the last: what was checked is not what"
                  + " is used.",
              "Write each name once, and refuse tokens that do not.",
              rfc(7515, "4"),
              rfc(7519, "4"),
              cwe(694)),
          (scan, found) -> {
            reportDuplicates("header", scan.token().header(), found);
            reportDuplicates("payload", scan.token().payload(), found);
          });

  static final Rule<Scan> NOT_STRICT =
      new Rule<>(
          new RuleInfo(
              "CS-JSON-NOT-STRICT",
              MEDIUM,
              "JSON that is none",
              "Comments, trailing data, a byte order mark, other quotes or great depth are read by"
                  + " some parsers and refused by others, so that two services see two tokens.",
              "Write JSON with a library, and refuse what RFC 8259 does not know.",
              rfc(8259, "2"),
              cwe(436)),
          (scan, found) -> {
            reportLax("header", scan.token().header(), found);
            if (scan.token().hasClaims()) {
              reportLax("payload", scan.token().payload(), found);
            }
          });

  static final Rule<Scan> NOT_UTF8 =
      new Rule<>(
          new RuleInfo(
              "CS-JSON-NOT-UTF8",
              MEDIUM,
              "Text that is not UTF-8",
              "Readers replace or drop what they cannot decode, so that names that differ become"
                  + " one.",
              "Encode header and claims in UTF-8 and in nothing else.",
              rfc(8725, "3.7"),
              cwe(176)),
          (scan, found) -> {
            if (!scan.token().header().utf8()) {
              found.at("header", "octets that are not UTF-8");
            }
            if (scan.token().hasClaims() && !scan.token().payload().utf8()) {
              found.at("payload", "octets that are not UTF-8");
            }
          });

  static final Rule<Scan> NO_CLAIMS =
      new Rule<>(
          new RuleInfo(
              "CS-JSON-NO-CLAIMS",
              MEDIUM,
              "The payload is no JSON object",
              "It may be a signed document, but it is no JWT: it says neither for whom nor for how"
                  + " long it is meant.",
              "Put what it says into claims, beside iss, aud and exp.",
              rfc(7519, "7.2"),
              cwe(1287)),
          (scan, found) -> {
            ScannedToken token = scan.token();
            if (token.kind() == TokenKind.SIGNED && !token.hasClaims()) {
              found.at(
                  "payload", token.segments().get(1).octets().length + " octets of other data");
            }
          });

  private EncodingRules() {}

  private static void reportFlaw(Scan scan, Flaw flaw, String evidence, Rule.Sightings found) {
    if (scan.token().kind() == TokenKind.UNREADABLE) {
      return;
    }
    List<Segment> segments = scan.token().segments();
    List<String> names = segments.size() == SIGNED.size() ? SIGNED : ENCRYPTED;
    for (int part = 0; part < segments.size(); part++) {
      if (segments.get(part).has(flaw)) {
        found.at(names.get(part), evidence);
      }
    }
  }

  private static void reportDuplicates(String part, ScannedObject object, Rule.Sightings found) {
    object.duplicates().forEach(path -> found.at(part + "." + path, "more than once"));
  }

  private static void reportLax(String part, ScannedObject object, Rule.Sightings found) {
    if (object.object() && !object.strict()) {
      found.at(part, "not JSON as RFC 8259 has it");
    }
  }
}
