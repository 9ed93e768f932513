package io.countersign.auth.scan.live.attack;

import static io.countersign.auth.scan.report.Reference.asvs;
import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.HIGH;
import static io.countersign.auth.scan.report.Severity.LOW;
import static io.countersign.auth.scan.report.Severity.MEDIUM;

import io.countersign.auth.scan.report.RuleInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether claims other than times are looked at, in tokens that the owner's key signs. */
final class ClaimAttacks {

  static final String NEEDS_KEY = "needs a signing key";

  private static final String STRANGER = "https://countersign-live-scan.invalid";

  static final Attack ISSUER =
      signed(
          new RuleInfo(
              "CS-LIVE-ISS",
              HIGH,
              "The issuer is not checked",
              "Tokens of another issuer that shares the key, such as a test system's, let in.",
              "Compare iss with the one issuer that you trust, character by character.",
              rfc(8725, "3.8"),
              cwe(345)),
          (regular, material) -> strangers(regular, "iss"));

  static final Attack AUDIENCE =
      signed(
          new RuleInfo(
              "CS-LIVE-AUD",
              HIGH,
              "The audience is not checked",
              "A token for any other service of the issuer's opens this one as well.",
              "Require that aud names this service.",
              rfc(8725, "3.9"),
              asvs("9.2.3"),
              cwe(345)),
          (regular, material) -> {
            Map<String, Forgery> forgeries = strangers(regular, "aud");
            forgeries.put("a list of another", regular.claim("aud", List.of(STRANGER)));
            forgeries.put("an empty list", regular.claim("aud", List.of()));
            return forgeries;
          });

  static final Attack TYPE =
      signed(
          new RuleInfo(
              "CS-LIVE-TYP",
              MEDIUM,
              "Tokens of another kind pass for access tokens",
              "The issuer's logout tokens, security events and the like let in.",
              "Require the one typ that access tokens have.",
              rfc(8725, "3.11"),
              asvs("9.2.2"),
              cwe(1287)),
          (regular, material) -> {
            Map<String, Forgery> forgeries = new LinkedHashMap<>();
            for (String type : List.of("logout+jwt", "secevent+jwt", "dpop+jwt")) {
              forgeries.put(type, regular.with("typ", type));
            }
            return forgeries;
          });

  static final Attack MISSING =
      signed(
          new RuleInfo(
              "CS-LIVE-CLAIM-MISSING",
              LOW,
              "Claims that belong to a token may be missing",
              "Without sub nobody knows who it is, without jti it cannot be revoked, without iat"
                  + " nobody knows how old it is.",
              "Require sub, jti and iat.",
              rfc(9068, "2.2"),
              cwe(345)),
          (regular, material) -> {
            Map<String, Forgery> forgeries = new LinkedHashMap<>();
            for (String claim : List.of("sub", "jti", "iat")) {
              if (material.valid().claims().containsKey(claim)) {
                forgeries.put("no " + claim, regular.withoutClaim(claim));
              }
            }
            return forgeries;
          });

  static final Attack DUPLICATE =
      signed(
          new RuleInfo(
              "CS-LIVE-DUPLICATE",
              LOW,
              "A claim may stand twice",
              "Two readers of the same token may see two different users.",
              "Read tokens with a JSON parser that refuses duplicate names.",
              rfc(7519, "4"),
              cwe(694)),
          (regular, material) ->
              Map.of(
                  "sub twice",
                  regular.payload("{\"sub\":\"nobody\"," + regular.payload().substring(1))));

  static final Attack CRITICAL_HEADER =
      signed(
          new RuleInfo(
              "CS-LIVE-CRIT",
              MEDIUM,
              "Critical extensions are passed over",
              "The issuer said that whoever does not know the extension must refuse the token.",
              "Refuse every token with a crit that you do not implement.",
              rfc(7515, "4.1.11"),
              cwe(436)),
          (regular, material) ->
              Map.of(
                  "an unknown extension",
                  regular.with("crit", List.of(STRANGER)).with(STRANGER, true)));

  private ClaimAttacks() {}

  /** What a token is changed to before it is signed; the names are for people. */
  @FunctionalInterface
  interface Change {
    Map<String, Forgery> of(Forgery regular, Material material);
  }

  /** An attack by tokens that the owner's key signs, not tried without one. */
  static Attack signed(RuleInfo info, Change change) {
    return new Attack(
        info,
        (material, plan) ->
            material
                .signingKey()
                .ifPresentOrElse(
                    key ->
                        change
                            .of(material.regular(key), material)
                            .forEach(
                                (variant, forgery) ->
                                    plan.send(variant, forgery.signed(key.key()))),
                    () -> plan.omit(NEEDS_KEY)));
  }

  private static Map<String, Forgery> strangers(Forgery regular, String claim) {
    Map<String, Forgery> forgeries = new LinkedHashMap<>();
    forgeries.put("another", regular.claim(claim, STRANGER));
    forgeries.put("none", regular.withoutClaim(claim));
    Object genuine = regular.members().get(claim);
    String text = String.valueOf(genuine instanceof List<?> list ? list.get(0) : genuine);
    forgeries.put("the genuine one with more behind it", regular.claim(claim, text + ".invalid"));
    return forgeries;
  }
}
