package io.countersign.auth.scan.live.attack;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cve;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.CRITICAL;
import static io.countersign.auth.scan.report.Severity.LOW;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.scan.report.RuleInfo;
import java.util.List;
import org.jose4j.jwk.PublicJsonWebKey;

/** Whether a token may choose how it is verified. */
final class AlgorithmAttacks {

  private static final List<String> SECRETS =
      List.of(
          "",
          "secret",
          "changeit",
          "changeme",
          "password",
          "your-256-bit-secret",
          "mysecret",
          "supersecret",
          "jwt-secret",
          "test");

  static final Attack NONE =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-ALG-NONE",
                  CRITICAL,
                  "Unsigned tokens are accepted",
                  "Anybody can write such a token.",
                  "Accept RS256 or ES256 by name only, compared case-sensitively.",
                  rfc(8725, "3.2"),
                  asvs("9.1.2"),
                  cve("CVE-2015-9235"),
                  cwe(347)),
              (material, plan) -> {
                Forgery genuine = Forgery.of(material.valid());
                for (String alg : List.of("none", "None", "NONE", "nOnE")) {
                  Forgery forgery = genuine.with("alg", alg);
                  plan.send(alg, forgery.signature(""));
                  plan.send(alg + " without the last dot", forgery.input());
                  // changed: a verifier that ignores the header must not seem to believe it
                  plan.send(
                      alg + " with the old signature, roles raised",
                      SignatureAttacks.raised(forgery).signature(material.valid().signaturePart()));
                }
                plan.send("no alg", genuine.without("alg").signature(""));
                plan.send("an empty alg", genuine.with("alg", "").signature(""));
              })
          .unless(SignatureAttacks.PAYLOAD);

  static final Attack PUBLIC_KEY =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-HMAC-PUBLIC-KEY",
                  CRITICAL,
                  "The public key passes for an HMAC's secret",
                  "Everybody has the public key, so everybody can sign with it.",
                  "Tie each key to one algorithm, and refuse a token whose alg is another.",
                  rfc(8725, "3.1"),
                  asvs("9.1.2"),
                  cve("CVE-2016-10555"),
                  cwe(347)),
              (material, plan) ->
                  material
                      .keys()
                      .of(material.valid())
                      .ifPresentOrElse(
                          key -> confuse(material, key, plan),
                          () -> plan.omit("needs the service's key set")))
          .unless(SignatureAttacks.PAYLOAD);

  static final Attack GUESSABLE =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-HMAC-GUESSABLE",
                  CRITICAL,
                  "An HMAC with a guessable secret is accepted",
                  "Anybody who tries the same words can forge every token.",
                  "Accept no HMAC; where there must be one, use 256 random bits as its secret.",
                  rfc(8725, "3.5"),
                  asvs("9.1.2"),
                  cwe(521)),
              (material, plan) -> {
                Forgery forgery = Forgery.of(material.valid()).with("alg", "HS256");
                for (int number = 0; number < SECRETS.size(); number++) {
                  String name = number == 0 ? "the empty secret" : "common secret " + number;
                  plan.send(name, forgery.mac(SECRETS.get(number).getBytes(UTF_8)));
                }
              })
          .unless(SignatureAttacks.PAYLOAD, PUBLIC_KEY);

  static final Attack OTHER =
      new Attack(
          new RuleInfo(
              "CS-LIVE-ALG-OTHER",
              LOW,
              "The algorithm is not pinned",
              "The key is used with an algorithm that its tokens do not have; what is not needed"
                  + " can only do harm.",
              "Tie each key to one algorithm, and refuse a token whose alg is another.",
              rfc(8725, "3.1"),
              asvs("9.1.2")),
          (material, plan) -> {
            if (material.signingKey().isEmpty()) {
              plan.omit(ClaimAttacks.NEEDS_KEY);
              return;
            }
            SigningKey key = material.signingKey().get();
            if (!key.key().getAlgorithm().equals("RSA")) {
              plan.omit("an EC key has one algorithm only");
              return;
            }
            Forgery regular = material.regular(key);
            for (String alg : List.of("RS256", "RS384", "RS512", "PS256")) {
              if (!alg.equals(regular.header().get("alg"))) {
                plan.send(alg, regular.with("alg", alg).signed(key.key()));
              }
            }
          });

  private AlgorithmAttacks() {}

  private static void confuse(Material material, PublicJsonWebKey key, Attack.Plan plan) {
    Forgery forgery = Forgery.of(material.valid());
    material
        .keys()
        .spellings(key)
        .forEach(
            (name, secret) ->
                plan.send("HS256 with " + name, forgery.with("alg", "HS256").mac(secret)));
    byte[] pem = Pem.of("PUBLIC KEY", key.getPublicKey().getEncoded()).getBytes(UTF_8);
    plan.send("HS384 with PEM", forgery.with("alg", "HS384").mac(pem));
    plan.send("HS512 with PEM", forgery.with("alg", "HS512").mac(pem));
  }
}
