package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.LOW;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.Evidence;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.KeyAddress;
import io.countersign.auth.scan.token.ScannedObject;
import io.countersign.auth.scan.token.TokenType;
import io.countersign.auth.scan.token.TokenType.Trait;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** How a header names its key. */
final class KidRules {

  private static final int SEARCHED = 1024;
  private static final String URL = "URL";

  /** What somebody hopes for who sends it; base64url's "--" and base64's "/" are not among it. */
  private static final Map<String, Pattern> INJECTIONS = injections();

  static final Rule<Scan> MISSING =
      new Rule<>(
          new RuleInfo(
              "CS-KID-MISSING",
              LOW,
              "The header does not name its key",
              "As soon as there are two keys verifiers try, guess or fail: keys cannot be rotated.",
              "Put the key's kid into the header, such as its RFC 7638 thumbprint.",
              rfc(7515, "4.1.4")),
          (scan, found) -> {
            if (scan.token().isSigned()
                && !scan.token().header().has("kid")
                && !isKeyKnown(scan.token().header(), scan.type())) {
              found.at("header.kid", "missing");
            }
          });

  static final Rule<Scan> WRONG_TYPE =
      new Rule<>(
          new RuleInfo(
              "CS-KID-TYPE",
              MEDIUM,
              "The name of the key is no text",
              "Verifiers that do not expect it fail in ways of their own, or compare wrongly.",
              "Make kid a text that is not empty.",
              rfc(7515, "4.1.4"),
              cwe(1287)),
          (scan, found) -> {
            ScannedObject header = scan.token().header();
            if (header.has("kid") && header.text("kid").filter(it -> !it.isBlank()).isEmpty()) {
              found.at("header.kid", Evidence.absence(header.get("kid")));
            }
          });

  static final Rule<Scan> INJECTION =
      new Rule<>(
          new RuleInfo(
              "CS-KID-INJECTION",
              HIGH,
              "The name of the key smells of an attack",
              "A verifier that looks the key up in files, in a database, by a shell or over the"
                  + " network is made to use a key of the attacker's, or to run his commands.",
              "Look kid up in a map of known keys and nowhere else; name keys by plain letters and"
                  + " digits.",
              rfc(8725, "3.10"),
              asvs("9.1.3"),
              cwe(74)),
          (scan, found) ->
              scan.token()
                  .header()
                  .text("kid")
                  .ifPresent(
                      kid ->
                          INJECTIONS.entrySet().stream()
                              .filter(it -> it.getValue().matcher(start(kid)).find())
                              .filter(
                                  it ->
                                      !it.getKey().equals(URL)
                                          || !KeyAddress.isRight(kid, scan.type()))
                              .findFirst()
                              .ifPresent(
                                  it ->
                                      found.at(
                                          "header.kid",
                                          it.getKey() + ": " + Evidence.quoted(kid)))));

  private KidRules() {}

  /** Whether the key is in the header, or in the token that this one belongs to. */
  private static boolean isKeyKnown(ScannedObject header, TokenType type) {
    return (type.has(Trait.OWN_KEY) && header.has("jwk"))
        || (type.has(Trait.CERTIFICATE) && header.has("x5c"))
        || type.has(Trait.HOLDERS_KEY);
  }

  /** As much as is searched: of some texts a search costs their length squared. */
  private static String start(String kid) {
    return kid.substring(0, Math.min(kid.length(), SEARCHED));
  }

  private static Map<String, Pattern> injections() {
    Map<String, Pattern> injections = new LinkedHashMap<>();
    injections.put("control characters", Pattern.compile("\\p{Cntrl}"));
    injections.put(URL, Pattern.compile("(?i)^[a-z][a-z0-9+.-]*://"));
    injections.put(
        "path",
        Pattern.compile(
            "(?i)\\.\\.[/\\\\]|%2e%2e|%2f|%00|^/(dev|etc|home|opt|proc|root|tmp|usr|var)/"
                + "|^[a-z]:[/\\\\]|^~/"));
    injections.put("shell", Pattern.compile("`|\\$[({]|&&|[|;<>]\\s*\\S|[|;]\\s*$"));
    injections.put(
        "SQL", Pattern.compile("(?i)['\"]|\\bunion\\b.+\\bselect\\b|\\bor\\b.+=|\\s--|/\\*"));
    return injections;
  }
}
