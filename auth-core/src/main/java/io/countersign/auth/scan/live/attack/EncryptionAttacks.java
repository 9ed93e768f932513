package io.countersign.auth.scan.live.attack;

import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.CRITICAL;

import io.countersign.auth.scan.report.RuleInfo;
import java.util.List;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwe.JsonWebEncryption;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;

/** Whether it is enough that a token is encrypted, for which everybody has the key. */
final class EncryptionAttacks {

  static final Attack WRAPPED =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-JWE",
                  CRITICAL,
                  "Encrypted tokens without a signature are accepted",
                  "They are encrypted with the public key, so anybody can make them.",
                  "Accept signed tokens only; where they are encrypted as well, verify what is in"
                      + " them.",
                  rfc(8725, "3.3"),
                  cwe(347)),
              (material, plan) ->
                  material
                      .keys()
                      .of(material.valid())
                      .ifPresentOrElse(
                          key -> wrap(material, key, plan),
                          () -> plan.omit("needs the service's key set")))
          .unless(SignatureAttacks.PAYLOAD);

  private EncryptionAttacks() {}

  private static void wrap(Material material, PublicJsonWebKey key, Attack.Plan plan) {
    Forgery genuine = Forgery.of(material.valid());
    String unsigned = genuine.with("alg", "none").signature("");
    List<String> algorithms =
        key.getKeyType().equals("RSA") ? List.of("RSA-OAEP", "RSA-OAEP-256") : List.of("ECDH-ES");
    for (String alg : algorithms) {
      plan.send("claims in " + alg, encrypt(genuine.payload(), alg, "", key, material));
      plan.send("an unsigned token in " + alg, encrypt(unsigned, alg, "JWT", key, material));
    }
  }

  private static String encrypt(
      String payload, String alg, String cty, PublicJsonWebKey key, Material material) {
    try {
      JsonWebEncryption jwe = new JsonWebEncryption();
      jwe.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
      jwe.setAlgorithmHeaderValue(alg);
      jwe.setEncryptionMethodHeaderParameter("A128CBC-HS256");
      jwe.setKeyIdHeaderValue(material.valid().kid());
      if (!cty.isEmpty()) {
        jwe.setContentTypeHeaderValue(cty);
      }
      jwe.setKey(key.getPublicKey());
      jwe.setDoKeyValidation(false);
      jwe.setPayload(payload);
      return jwe.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalArgumentException("the key set's key cannot encrypt", e);
    }
  }
}
