package io.countersign.auth.scan.live.attack;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.CRITICAL;

import io.countersign.auth.scan.report.RuleInfo;
import java.util.List;
import org.jose4j.jwk.PublicJsonWebKey;

/** Whether the signature is looked at, and by somebody who can tell. */
final class SignatureAttacks {

  static final Attack PAYLOAD =
      new Attack(
          new RuleInfo(
              "CS-LIVE-PAYLOAD",
              CRITICAL,
              "The payload can be changed",
              "The signature is not verified: anybody can be anybody, with any role.",
              "Verify the signature of every token; never only decode it.",
              rfc(8725, "3.3"),
              asvs("9.1.1"),
              cwe(347)),
          (material, plan) -> {
            Forgery genuine = Forgery.of(material.valid());
            String signature = material.valid().signaturePart();
            plan.send("roles raised", raised(genuine).signature(signature));
            plan.send(
                "another subject",
                genuine.claim("sub", "countersign-live-scan").signature(signature));
            byte[] octets = material.valid().signature();
            plan.send("a random signature", with(material, material.noise(octets.length)));
            octets[0] ^= 1;
            plan.send("a bit of the signature changed", with(material, octets));
          });

  static final Attack HEADER =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-HEADER",
                  CRITICAL,
                  "The header can be changed",
                  "The signature is verified over something else than what was sent.",
                  "Verify the signature over the first two parts exactly as they came.",
                  rfc(7515, "5.2"),
                  asvs("9.1.1"),
                  cwe(347)),
              SignatureAttacks::changeHeader)
          .unless(PAYLOAD);

  static final Attack STRIPPED =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-SIG-STRIPPED",
                  CRITICAL,
                  "A token without its signature is accepted",
                  "Whoever leaves the signature out can write what he likes.",
                  "Refuse what has not three parts, none of them empty.",
                  rfc(8725, "3.3"),
                  asvs("9.1.1"),
                  cwe(347)),
              (material, plan) -> {
                String input = raised(Forgery.of(material.valid())).input();
                String genuine =
                    material.valid().headerPart() + "." + material.valid().payloadPart();
                plan.send("no signature", genuine + ".");
                plan.send("no third part", genuine);
                plan.send("no signature, roles raised", input + ".");
              })
          .unless(PAYLOAD);

  static final Attack SWAPPED =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-SIG-SWAPPED",
                  CRITICAL,
                  "Another token's signature is accepted",
                  "Whoever has two genuine tokens can mix them.",
                  "Verify the signature over header and payload of the same token.",
                  rfc(8725, "3.3"),
                  asvs("9.1.1"),
                  cwe(347)),
              (material, plan) ->
                  material
                      .second()
                      .ifPresentOrElse(
                          second ->
                              plan.send(
                                  "the second token's signature",
                                  with(material, second.signature())),
                          () -> plan.omit("needs a second token")))
          .unless(PAYLOAD);

  private SignatureAttacks() {}

  /** With roles that the genuine token has not. */
  static Forgery raised(Forgery forgery) {
    return forgery
        .claim("groups", List.of("admin", "auth-admin", "user"))
        .claim("roles", List.of("admin"))
        .claim("scope", "admin countersign-live-scan");
  }

  /** The valid token with these octets in place of its signature. */
  static String with(Material material, byte[] signature) {
    return material.valid().headerPart()
        + "."
        + material.valid().payloadPart()
        + "."
        + Forgery.base64(signature);
  }

  private static void changeHeader(Material material, Attack.Plan plan) {
    Forgery genuine = Forgery.of(material.valid());
    String signature = material.valid().signaturePart();
    plan.send("a member added", genuine.with("countersign", "scan").signature(signature));
    plan.send("another typ", genuine.with("typ", "scan").signature(signature));
    if (!material.valid().kid().isEmpty()) {
      plan.send("no kid", genuine.without("kid").signature(signature));
    }
    plan.send("an unknown kid", genuine.with("kid", "unknown").signature(signature));
    plan.send("a very long kid", genuine.with("kid", "k".repeat(3000)).signature(signature));
    plan.send("a kid that is a number", genuine.with("kid", 1).signature(signature));
    plan.send("a kid that is a list", genuine.with("kid", List.of("k")).signature(signature));
    plan.send("an alg that is a number", genuine.with("alg", 256).signature(signature));
    plan.send("b64 false", genuine.with("b64", false).signature(signature));
    material.keys().keys().stream()
        .map(PublicJsonWebKey::getKeyId)
        .filter(kid -> kid != null && !kid.equals(material.valid().kid()))
        .findFirst()
        .ifPresent(
            kid -> plan.send("another key's kid", genuine.with("kid", kid).signature(signature)));
  }
}
