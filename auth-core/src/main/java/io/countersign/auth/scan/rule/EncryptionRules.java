package io.countersign.auth.scan.rule;

import static io.countersign.auth.scan.report.Reference.cve;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.Evidence;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.token.Algorithms;
import io.countersign.auth.scan.token.ScannedObject;

/** What can be said of an encrypted token (RFC 7516) without its key. */
final class EncryptionRules {

  /** Iterations: what OWASP asks of PBKDF2 with SHA-512, the least of its figures. */
  private static final double LEAST_ITERATIONS = 210_000;

  /** Beyond, a verifier is kept busy for seconds. */
  private static final double MOST_ITERATIONS = 10_000_000;

  static final Rule<Scan> RSA1_5 =
      new Rule<>(
          new RuleInfo(
              "CS-JWE-RSA1-5",
              HIGH,
              "Encrypted with RSA and PKCS#1 v1.5",
              "Whoever can tell a wrong padding from a right one, be it by time, decrypts the token"
                  + " with some thousand tries (Bleichenbacher).",
              "Use ECDH-ES or RSA-OAEP-256.",
              rfc(8725, "3.2"),
              rfc(7518, "8.3"),
              cwe(780)),
          (scan, found) -> reportAlgorithm(scan, "RSA1_5", found));

  static final Rule<Scan> DIRECT =
      new Rule<>(
          new RuleInfo(
              "CS-JWE-DIR",
              MEDIUM,
              "Encrypted with a shared key",
              "All who read such tokens can also write them, and one key encrypts everything: AES"
                  + " GCM breaks when a random IV repeats.",
              "Use ECDH-ES, or sign the token before it is encrypted.",
              rfc(7518, "8.4")),
          (scan, found) -> reportAlgorithm(scan, "dir", found));

  static final Rule<Scan> FEW_ITERATIONS =
      new Rule<>(
          new RuleInfo(
              "CS-JWE-P2C-LOW",
              HIGH,
              "A password-based key with few iterations",
              "The password can be guessed offline from a single token, the faster the lower p2c.",
              "Use a key and no password; else a p2c of 210,000 or more.",
              rfc(7518, "8.8"),
              rfc(8725, "3.5"),
              cwe(916)),
          (scan, found) -> {
            double p2c = iterations(scan);
            if (p2c < LEAST_ITERATIONS) {
              found.at("header.p2c", "%.0f iterations".formatted(p2c));
            }
          });

  static final Rule<Scan> MANY_ITERATIONS =
      new Rule<>(
          new RuleInfo(
              "CS-JWE-P2C-HIGH",
              MEDIUM,
              "A password-based key with countless iterations",
              "The sender says how long the receiver is to compute: a few such tokens stop it.",
              "Refuse a p2c over a bound; use a key and no password.",
              rfc(7518, "8.6"),
              cve("CVE-2023-51775"),
              cwe(400)),
          (scan, found) -> {
            double p2c = iterations(scan);
            if (p2c > MOST_ITERATIONS && Double.isFinite(p2c)) {
              found.at("header.p2c", "%.0f iterations".formatted(p2c));
            }
          });

  static final Rule<Scan> CONTENT =
      new Rule<>(
          new RuleInfo(
              "CS-JWE-ENC",
              HIGH,
              "No registered encryption of the content",
              "Every registered one also protects against changes; this one may not.",
              "Use A128GCM, A256GCM or A128CBC-HS256.",
              rfc(7516, "4.1.2"),
              cwe(327)),
          (scan, found) -> {
            ScannedObject header = scan.token().header();
            boolean known =
                header.text("enc").filter(Algorithms.CONTENT_ENCRYPTION::contains).isPresent();
            if (scan.token().isEncrypted() && !known) {
              found.at(
                  "header.enc",
                  header.text("enc").isPresent()
                      ? Evidence.quoted(header.get("enc"))
                      : Evidence.absence(header.get("enc")));
            }
          });

  private EncryptionRules() {}

  private static void reportAlgorithm(Scan scan, String alg, Rule.Sightings found) {
    if (scan.token().isEncrypted() && scan.token().alg().equals(alg)) {
      found.at("header.alg", Evidence.quoted(alg));
    }
  }

  /** Of an algorithm with a password, 0 when they are missing; infinitely many of any other. */
  private static double iterations(Scan scan) {
    boolean password = scan.token().isEncrypted() && scan.token().alg().startsWith("PBES2-");
    return password ? scan.token().header().number("p2c").orElse(0) : Double.POSITIVE_INFINITY;
  }
}
