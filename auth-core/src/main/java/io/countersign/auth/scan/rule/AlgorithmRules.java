package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.CRITICAL;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.Evidence;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.Algorithms;
import io.countersign.auth.scan.token.ScannedToken;
import io.countersign.auth.scan.token.SignatureForm;
import io.countersign.auth.scan.token.TokenKind;

/** What a header's {@code alg} promises, and how strong it can be. */
final class AlgorithmRules {

  private static final int SMALLEST_RSA_SIGNATURE = 256;

  static final Rule<Scan> NONE =
      new Rule<>(
          new RuleInfo(
              "CS-ALG-NONE",
              CRITICAL,
              "The token is not signed",
              "Anybody can write such a token; a verifier that takes it takes everything.",
              "Sign with RS256 or ES256, and let verifiers accept those by name only.",
              rfc(8725, "3.2"),
              asvs("9.1.2"),
              cwe(347)),
          (scan, found) -> {
            if (scan.token().alg().equalsIgnoreCase("none")) {
              found.at("header.alg", Evidence.quoted(scan.token().alg()));
            }
          });

  static final Rule<Scan> MISSING =
      new Rule<>(
          new RuleInfo(
              "CS-ALG-MISSING",
              HIGH,
              "No algorithm in the header",
              "A verifier that takes it has to guess, and an attacker may help it to guess.",
              "Name the algorithm in the header, as a text.",
              rfc(7515, "4.1.1"),
              asvs("9.1.2"),
              cwe(347)),
          (scan, found) -> {
            ScannedToken token = scan.token();
            if (token.kind() != TokenKind.UNREADABLE && token.alg().isEmpty()) {
              found.at("header.alg", Evidence.absence(token.header().get("alg")));
            }
          });

  static final Rule<Scan> UNKNOWN =
      new Rule<>(
          new RuleInfo(
              "CS-ALG-UNKNOWN",
              HIGH,
              "Not a registered algorithm",
              "Names are compared case-sensitively; a verifier that takes this one is lax or has"
                  + " cryptography of its own.",
              "Use a registered algorithm in its registered spelling: RS256 or ES256.",
              rfc(8725, "3.1"),
              asvs("9.1.2"),
              cwe(327)),
          (scan, found) -> {
            String alg = scan.token().alg();
            boolean known =
                scan.token().isEncrypted()
                    ? Algorithms.KEY_MANAGEMENT.contains(alg)
                    : Algorithms.isSignature(alg) || Algorithms.WEAK.contains(alg);
            if (!alg.isEmpty() && !known && !alg.equalsIgnoreCase("none")) {
              found.at("header.alg", Evidence.quoted(alg));
            }
          });

  static final Rule<Scan> WEAK =
      new Rule<>(
          new RuleInfo(
              "CS-ALG-WEAK",
              HIGH,
              "A broken or shortened algorithm",
              "SHA-1 and MD5 have collisions, and a MAC of 64 bits can be hit by trying.",
              "Sign with RS256 or ES256.",
              rfc(8725, "3.2"),
              asvs("9.1.2"),
              cwe(327)),
          (scan, found) -> {
            if (Algorithms.WEAK.contains(scan.token().alg())) {
              found.at("header.alg", Evidence.quoted(scan.token().alg()));
            }
          });

  static final Rule<Scan> HMAC =
      new Rule<>(
          new RuleInfo(
              "CS-ALG-HMAC",
              MEDIUM,
              "Signed with a shared secret",
              "Whoever can verify such a token can also forge one, and a weak secret can be guessed"
                  + " offline from a single token.",
              "Sign with RS256 or ES256, so that verifiers need a public key only.",
              rfc(8725, "3.5"),
              asvs("9.1.2")),
          (scan, found) -> {
            if (Algorithms.HMAC.contains(scan.token().alg()) && scan.guess().isEmpty()) {
              found.at("header.alg", Evidence.quoted(scan.token().alg()));
            }
          });

  static final Rule<Scan> GUESSABLE =
      new Rule<>(
          new RuleInfo(
              "CS-HMAC-GUESSABLE",
              CRITICAL,
              "The shared secret could be guessed",
              "Anybody who tries the same words can forge every token.",
              "Replace the secret at once; sign with RS256 or ES256, or with 256 random bits.",
              rfc(8725, "3.5"),
              rfc(7518, "3.2"),
              cwe(521)),
          (scan, found) ->
              scan.guess().ifPresent(guess -> found.at("signature", guess.evidence())));

  static final Rule<Scan> SHORT_RSA =
      new Rule<>(
          new RuleInfo(
              "CS-ALG-RSA-SHORT",
              HIGH,
              "Signed with an RSA key below 2048 bits",
              "Such a key can be factored, or soon will be; then anybody can forge tokens.",
              "Sign with an RSA key of 2048 bits or more, or with ES256.",
              rfc(7518, "3.3"),
              cwe(326)),
          (scan, found) -> {
            int length = scan.token().isSigned() ? scan.token().signature().octets().length : 0;
            if (Algorithms.RSA.contains(scan.token().alg())
                && length >= SignatureForm.SHORTEST
                && length < SMALLEST_RSA_SIGNATURE) {
              found.at("signature", "a signature of " + length * 8 + " bits");
            }
          });

  private AlgorithmRules() {}
}
