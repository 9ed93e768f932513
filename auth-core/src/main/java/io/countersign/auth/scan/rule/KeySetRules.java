package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.CRITICAL;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.LOW;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.Evidence;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.ScannedKey;
import io.countersign.auth.scan.token.ScannedKeySet;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Whether a key set can be published and found one's way in. */
final class KeySetRules {

  static final Rule<ScannedKeySet> NO_KEY_SET =
      new Rule<>(
          new RuleInfo(
              "CS-JWKS-NONE",
              HIGH,
              "Not a key set, or an empty one",
              "No signature can be verified by it.",
              "Publish {\"keys\":[…]} as RFC 7517 has it, with one key at least, below 256 KiB.",
              rfc(7517, "5")),
          (set, found) -> {
            if (!set.isKeySet()) {
              found.at("", set.isTooLarge() ? "too large" : "no object with a list of keys");
            } else if (set.keys().isEmpty()) {
              found.at("keys", "no key");
            }
          });

  static final Rule<ScannedKeySet> JSON =
      new Rule<>(
          new RuleInfo(
              "CS-JWKS-JSON",
              MEDIUM,
              "JSON that readers take differently",
              "Of a name that stands twice one reader takes the first value and the next the last;"
                  + " what RFC 8259 does not know is read by some.",
              "Write the key set with a library, each name once.",
              rfc(7517, "4"),
              cwe(436)),
          (set, found) -> {
            set.document().duplicates().forEach(path -> found.at(path, "more than once"));
            if (set.isKeySet() && !set.document().strict()) {
              found.at("", "not JSON as RFC 8259 has it");
            }
          });

  static final Rule<ScannedKeySet> PRIVATE =
      new Rule<>(
          new RuleInfo(
              "CS-JWKS-PRIVATE",
              CRITICAL,
              "The key set shows a private key",
              "Anybody who reads it can sign tokens.",
              "Replace the key at once; publish public members only.",
              rfc(7517, "9.2"),
              cwe(522)),
          (set, found) -> {
            for (ScannedKey key : set.keys()) {
              ScannedKey.PRIVATE.stream()
                  .filter(key::has)
                  .forEach(name -> found.at(key.path() + "." + name, "[redacted]"));
            }
          });

  static final Rule<ScannedKeySet> SYMMETRIC =
      rule(
          new RuleInfo(
              "CS-JWKS-SYMMETRIC",
              CRITICAL,
              "The key set shows a shared secret",
              "Anybody who reads it can make tokens.",
              "Replace the secret at once; sign with RS256 or ES256 and publish the public key.",
              rfc(7517, "9.2"),
              cwe(522)),
          key -> key.type().equals("oct"),
          "k",
          "kty is oct, [redacted]");

  static final Rule<ScannedKeySet> NO_KID =
      rule(
          new RuleInfo(
              "CS-JWKS-KID-MISSING",
              MEDIUM,
              "A key without a name",
              "Tokens cannot say that this key signed them; Payara takes no key without a name.",
              "Give every key a kid, such as its RFC 7638 thumbprint.",
              rfc(7517, "4.5")),
          key -> key.kid().isBlank(),
          "kid",
          "missing or no text");

  static final Rule<ScannedKeySet> SAME_KID =
      new Rule<>(
          new RuleInfo(
              "CS-JWKS-KID-DUPLICATE",
              HIGH,
              "Two keys of one name",
              "Verifiers take the first, the last, or fail: genuine tokens are refused by some.",
              "Give every key a kid of its own.",
              rfc(7517, "4.5"),
              cwe(694)),
          (set, found) -> {
            Set<String> seen = new HashSet<>();
            for (ScannedKey key : set.keys()) {
              if (!key.kid().isBlank() && !seen.add(key.kid())) {
                found.at(key.path() + ".kid", Evidence.quoted(key.kid()));
              }
            }
          });

  static final Rule<ScannedKeySet> NO_ALG =
      rule(
          new RuleInfo(
              "CS-JWKS-ALG-MISSING",
              LOW,
              "A key without an algorithm",
              "Verifiers have to take the algorithm from the token, that is from the sender.",
              "Give every key its alg.",
              rfc(7517, "4.4"),
              rfc(8725, "3.1")),
          key -> key.text("alg").isBlank(),
          "alg",
          "missing or no text");

  static final Rule<ScannedKeySet> NO_USE =
      rule(
          new RuleInfo(
              "CS-JWKS-USE-MISSING",
              LOW,
              "A key without a use",
              "Verifiers may take a key for signatures that is for encryption.",
              "Give every key that verifies the use sig.",
              rfc(7517, "4.2")),
          key -> key.text("use").isBlank() && !key.has("key_ops"),
          "use",
          "missing or no text");

  private KeySetRules() {}

  static Rule<ScannedKeySet> rule(
      RuleInfo info, Predicate<ScannedKey> isWrong, String member, String evidence) {
    return new Rule<>(
        info,
        (set, found) ->
            set.keys().stream()
                .filter(isWrong)
                .forEach(key -> found.at(key.path() + "." + member, evidence)));
  }
}
