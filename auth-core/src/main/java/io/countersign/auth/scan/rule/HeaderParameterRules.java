package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cve;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.LOW;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.Evidence;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.ScannedObject;
import io.countersign.auth.scan.token.TokenKind;
import io.countersign.auth.scan.token.TokenType.Trait;
import java.util.Map;

/** What a header asks a verifier to do that no verifier should do for it. */
final class HeaderParameterRules {

  private static final String OWN_KEY =
      "The token brings its own key or says where to get it: a verifier that follows lets the"
          + " attacker choose the key.";
  private static final String FETCHES =
      OWN_KEY + " It also makes the verifier fetch an address that the attacker chose.";
  private static final String CONFIGURED =
      "Leave it out; name the key by kid, and let verifiers take keys from a configured place only.";

  static final Rule<Scan> JKU =
      present(
          "jku",
          new RuleInfo(
              "CS-HDR-JKU",
              HIGH,
              "The header says where the keys are",
              FETCHES,
              CONFIGURED,
              rfc(8725, "3.10"),
              asvs("9.1.3"),
              cwe(918)));

  static final Rule<Scan> X5U =
      present(
          "x5u",
          new RuleInfo(
              "CS-HDR-X5U",
              HIGH,
              "The header says where the certificate is",
              FETCHES,
              CONFIGURED,
              rfc(8725, "3.10"),
              asvs("9.1.3"),
              cwe(918)));

  static final Rule<Scan> JWK =
      present(
          "jwk",
          Trait.OWN_KEY,
          new RuleInfo(
              "CS-HDR-JWK",
              HIGH,
              "The header brings its own key",
              OWN_KEY,
              CONFIGURED,
              rfc(7515, "4.1.3"),
              asvs("9.1.3"),
              cve("CVE-2018-0114"),
              cwe(347)));

  static final Rule<Scan> X5C =
      present(
          "x5c",
          Trait.CERTIFICATE,
          new RuleInfo(
              "CS-HDR-X5C",
              MEDIUM,
              "The header brings its own certificate",
              OWN_KEY,
              CONFIGURED,
              rfc(7515, "4.1.6"),
              asvs("9.1.3"),
              cwe(295)));

  static final Rule<Scan> CRIT =
      present(
          "crit",
          new RuleInfo(
              "CS-HDR-CRIT",
              MEDIUM,
              "The header has critical extensions",
              "A verifier must refuse what it does not understand here; those that ignore it see"
                  + " another token than those that obey.",
              "Leave it out; access tokens need no extension.",
              rfc(7515, "4.1.11"),
              cwe(436)));

  static final Rule<Scan> B64 =
      present(
          "b64",
          new RuleInfo(
              "CS-HDR-B64",
              MEDIUM,
              "The payload may not be encoded",
              "With b64 the same octets are two different payloads to two verifiers; a JWT must not"
                  + " use it.",
              "Leave it out.",
              rfc(7797, "7"),
              cwe(436)));

  static final Rule<Scan> ZIP =
      present(
          "zip",
          new RuleInfo(
              "CS-HDR-ZIP",
              MEDIUM,
              "The content is compressed",
              "Compression before encryption tells about the plaintext by its length, and a small"
                  + " token can fill the verifier's memory.",
              "Leave it out; make tokens small instead.",
              rfc(8725, "3.6"),
              cve("CVE-2024-29371"),
              cwe(409)));

  static final Rule<Scan> CTY =
      new Rule<>(
          new RuleInfo(
              "CS-HDR-CTY",
              LOW,
              "A content type where there are claims",
              "cty says that a nested token or something else is inside; readers that believe it"
                  + " look for claims elsewhere.",
              "Leave it out unless the payload is a token.",
              rfc(7519, "5.2"),
              cwe(436)),
          (scan, found) -> {
            if (scan.token().kind() == TokenKind.SIGNED && scan.token().header().has("cty")) {
              found.at("header.cty", Evidence.quoted(scan.token().header().get("cty")));
            }
          });

  private HeaderParameterRules() {}

  private static Rule<Scan> present(String name, RuleInfo info) {
    return new Rule<>(info, (scan, found) -> report(scan, name, found));
  }

  /** Not in tokens that are meant to have it. */
  private static Rule<Scan> present(String name, Trait meant, RuleInfo info) {
    return new Rule<>(
        info,
        (scan, found) -> {
          if (!scan.type().has(meant)) {
            report(scan, name, found);
          }
        });
  }

  private static void report(Scan scan, String name, Rule.Sightings found) {
    ScannedObject header = scan.token().header();
    if (scan.token().kind() != TokenKind.UNREADABLE && header.has(name)) {
      found.at(
          "header." + name,
          header.get(name) instanceof Map ? "an object" : Evidence.quoted(header.get(name)));
    }
  }
}
