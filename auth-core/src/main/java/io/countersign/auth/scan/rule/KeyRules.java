package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.Evidence;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.Algorithms;
import io.countersign.auth.scan.token.ScannedKey;
import io.countersign.auth.scan.token.ScannedKeySet;
import java.math.BigInteger;

/** Whether a key of a key set is one, and strong enough. */
final class KeyRules {

  private static final int SHORTEST_RSA = 2048;
  private static final BigInteger SMALLEST_EXPONENT = BigInteger.valueOf(65_537);

  static final Rule<ScannedKeySet> SHORT_RSA =
      new Rule<>(
          new RuleInfo(
              "CS-JWKS-RSA-SHORT",
              HIGH,
              "An RSA key below 2048 bits",
              "Such a key can be factored, or soon will be; then anybody can forge tokens.",
              "Replace it by one of 2048 bits or more, or by ES256.",
              rfc(7518, "3.3"),
              cwe(326)),
          (set, found) -> {
            for (ScannedKey key : set.keys()) {
              int bits = key.rsa().map(rsa -> rsa.getModulus().bitLength()).orElse(SHORTEST_RSA);
              if (bits < SHORTEST_RSA) {
                found.at(key.path() + ".n", bits + " bits");
              }
            }
          });

  static final Rule<ScannedKeySet> SMALL_EXPONENT =
      KeySetRules.rule(
          new RuleInfo(
              "CS-JWKS-RSA-EXPONENT",
              HIGH,
              "An RSA key with a small or even exponent",
              "With an exponent of 1 every signature holds; with 3, sloppy verifiers take forged"
                  + " ones.",
              "Replace it by a key with the exponent 65537.",
              rfc(8017, "3.1"),
              cwe(326)),
          key ->
              key.rsa()
                  .filter(
                      rsa ->
                          rsa.getPublicExponent().compareTo(SMALLEST_EXPONENT) < 0
                              || !rsa.getPublicExponent().testBit(0))
                  .isPresent(),
          "e",
          "below 65537, or even");

  static final Rule<ScannedKeySet> BROKEN =
      KeySetRules.rule(
          new RuleInfo(
              "CS-JWKS-KEY-INVALID",
              MEDIUM,
              "A key that is none",
              "jose4j cannot make a key of it, or its point is not on its curve: tokens signed by it"
                  + " are refused, and lax verifiers may be attacked by it.",
              "Publish the key as a library writes it.",
              rfc(7518, "6"),
              cwe(1287)),
          key -> key.key().isEmpty(),
          "kty",
          "no key could be made of it");

  static final Rule<ScannedKeySet> WRONG_ALGORITHM =
      new Rule<>(
          new RuleInfo(
              "CS-JWKS-ALG-MISMATCH",
              HIGH,
              "A key for an algorithm that is not its own",
              "A verifier that believes it uses the key for what it is not for; an RSA key with"
                  + " HS256 makes a public value the secret.",
              "Give the key the alg that its type and curve are for.",
              rfc(8725, "3.1"),
              asvs("9.1.2"),
              cwe(347)),
          (set, found) -> {
            for (ScannedKey key : set.keys()) {
              String type = Algorithms.keyType(key.text("alg"));
              boolean signature = !type.isEmpty() || key.text("alg").equalsIgnoreCase("none");
              if (signature && !type.equals(key.type())) {
                found.at(
                    key.path() + ".alg",
                    Evidence.quoted(key.text("alg"))
                        + " with kty "
                        + Evidence.quoted(key.text("kty")));
              }
            }
          });

  private KeyRules() {}
}
