package io.countersign.auth.scan.live.attack;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cve;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.CRITICAL;

import io.countersign.auth.scan.report.RuleInfo;
import java.math.BigInteger;
import java.security.interfaces.ECPublicKey;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;

/** Whether numbers pass for a signature that hold for any content and key. */
final class NullSignatureAttacks {

  private static final Map<String, Integer> ECDSA_OCTETS =
      Map.of("ES256", 64, "ES384", 96, "ES512", 132);

  static final Attack ZERO =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-SIG-ZERO",
                  CRITICAL,
                  "A signature of zeros is accepted",
                  "Anybody can write zeros.",
                  "Replace the library that verifies; jose4j and the JDK refuse it.",
                  rfc(8725, "3.3"),
                  asvs("9.1.1"),
                  cwe(347)),
              (material, plan) -> {
                if (material.valid().isEcdsa()) {
                  plan.omit("the service signs with ECDSA, see CS-LIVE-PSYCHIC");
                  return;
                }
                byte[] signature = new byte[material.valid().signature().length];
                plan.send("all zeros", SignatureAttacks.with(material, signature));
                signature[signature.length - 1] = 1;
                plan.send("the number one", SignatureAttacks.with(material, signature));
              })
          .unless(SignatureAttacks.PAYLOAD);

  static final Attack PSYCHIC =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-PSYCHIC",
                  CRITICAL,
                  "An ECDSA signature of zeros is accepted",
                  "Java 15 to 18 without its security updates takes it for any content and key.",
                  "Update Java, and refuse signatures whose r or s is 0.",
                  rfc(8725, "3.4"),
                  cve("CVE-2022-21449"),
                  cwe(347)),
              NullSignatureAttacks::sendNullSignatures)
          .unless(SignatureAttacks.PAYLOAD);

  private NullSignatureAttacks() {}

  private static void sendNullSignatures(Material material, Attack.Plan plan) {
    Forgery genuine = Forgery.of(material.valid());
    if (material.valid().isEcdsa()) {
      sendNullSignatures(genuine, plan);
      material.keys().ec().ifPresent(key -> sendOrders(genuine, key, plan));
      return;
    }
    material
        .keys()
        .ec()
        .ifPresentOrElse(
            key -> {
              String kid = key.getKeyId() == null ? material.valid().kid() : key.getKeyId();
              String alg = key.getAlgorithm() == null ? "ES256" : key.getAlgorithm();
              sendNullSignatures(genuine.with("alg", alg).with("kid", kid), plan);
            },
            () -> plan.omit("no ECDSA key is known: neither the token's nor in a key set"));
  }

  private static void sendNullSignatures(Forgery forgery, Attack.Plan plan) {
    Object alg = forgery.header().get("alg");
    int octets = ECDSA_OCTETS.getOrDefault(String.valueOf(alg), 64);
    byte[] zero = Der.integer(BigInteger.ZERO);
    plan.send("zeros", forgery.signature(new byte[octets]));
    plan.send("zeros in DER", forgery.signature(Der.sequence(zero, zero)));
  }

  /** Numbers that are zero modulo the curve's order. */
  private static void sendOrders(Forgery forgery, PublicJsonWebKey key, Attack.Plan plan) {
    if (key.getPublicKey() instanceof ECPublicKey ec) {
      byte[] order = Der.integer(ec.getParams().getOrder());
      plan.send("the curve's order in DER", forgery.signature(Der.sequence(order, order)));
    }
  }
}
