package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cve;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.CRITICAL;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.Evidence;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.SignatureCheck;
import io.countersign.auth.scan.token.SignatureForm;

/** What the third part looks like, and whether it holds. */
final class SignatureRules {

  static final Rule<Scan> EMPTY =
      new Rule<>(
          new RuleInfo(
              "CS-SIG-EMPTY",
              CRITICAL,
              "The signature is missing",
              "The header promises a signature and there is none: a verifier that takes it takes"
                  + " everything.",
              "Sign the token, and refuse tokens without a signature.",
              rfc(8725, "3.3"),
              asvs("9.1.1"),
              cwe(347)),
          (scan, found) -> report(scan, SignatureForm.EMPTY, found));

  static final Rule<Scan> NULL =
      new Rule<>(
          new RuleInfo(
              "CS-SIG-NULL",
              CRITICAL,
              "An ECDSA signature of zeros",
              "Java 15 to 18 without its security updates takes such a signature for any content"
                  + " and any key. Nobody signs so; somebody tried to forge.",
              "Update Java; refuse signatures whose r or s is 0; find out where the token came from.",
              rfc(8725, "3.4"),
              cve("CVE-2022-21449"),
              cwe(347)),
          (scan, found) -> report(scan, SignatureForm.NULL, found));

  static final Rule<Scan> DER =
      new Rule<>(
          new RuleInfo(
              "CS-SIG-DER",
              MEDIUM,
              "An ECDSA signature in DER",
              "JWS wants r and s side by side; libraries that take DER as well give a token two"
                  + " spellings, most refuse it.",
              "Have the signature in the JWS form, as every JOSE library makes it.",
              rfc(7518, "3.4"),
              cwe(436)),
          (scan, found) -> report(scan, SignatureForm.DER, found));

  static final Rule<Scan> LENGTH =
      new Rule<>(
          new RuleInfo(
              "CS-SIG-LENGTH",
              MEDIUM,
              "A signature of a length that its algorithm does not make",
              "It was cut, or made by something else than the header says.",
              "Find out where the signature changed; no verifier should take it.",
              rfc(8725, "3.1"),
              cwe(347)),
          (scan, found) -> report(scan, SignatureForm.WRONG_LENGTH, found));

  static final Rule<Scan> INVALID =
      new Rule<>(
          new RuleInfo(
              "CS-SIG-INVALID",
              HIGH,
              "The signature does not hold",
              "The token was changed, forged, or signed by a key that is not in the key set.",
              "Refuse it; if it is genuine, publish the key that signed it.",
              rfc(8725, "3.3"),
              asvs("9.1.1"),
              cwe(347)),
          (scan, found) -> {
            if (scan.signature() == SignatureCheck.INVALID) {
              found.at("signature", "jose4j finds it wrong by the key set's key");
            }
          });

  static final Rule<Scan> UNKNOWN_KID =
      new Rule<>(
          new RuleInfo(
              "CS-KID-UNKNOWN",
              HIGH,
              "The key set does not have the key",
              "No verifier of this key set can accept the token: it is another issuer's, forged, or"
                  + " its key was taken away too early.",
              "Keep a retired key in the set until the last token it signed has expired.",
              rfc(7515, "4.1.4"),
              asvs("9.1.3"),
              cwe(347)),
          (scan, found) -> {
            if (scan.signature() == SignatureCheck.UNKNOWN_KID) {
              found.at("header.kid", Evidence.quoted(scan.token().header().get("kid")));
            }
          });

  static final Rule<Scan> MISMATCH =
      new Rule<>(
          new RuleInfo(
              "CS-ALG-KEY-MISMATCH",
              HIGH,
              "The algorithm is not the key's",
              "A verifier that follows the header uses the key for what it is not for; so is an RSA"
                  + " key, which is public, turned into an HMAC secret.",
              "Refuse tokens whose alg is not that of the key; publish alg with every key.",
              rfc(8725, "3.1"),
              asvs("9.1.2"),
              cwe(347)),
          (scan, found) -> {
            if (scan.signature() == SignatureCheck.MISMATCH) {
              found.at(
                  "header.alg",
                  Evidence.quoted(scan.token().alg()) + ", but the key is for another");
            }
          });

  private SignatureRules() {}

  private static void report(Scan scan, SignatureForm form, Rule.Sightings found) {
    if (scan.form() == form) {
      found.at(
          "signature",
          scan.token().alg() + ", " + scan.token().signature().octets().length + " octets");
    }
  }
}
