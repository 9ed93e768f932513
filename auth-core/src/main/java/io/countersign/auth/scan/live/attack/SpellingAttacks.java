package io.countersign.auth.scan.live.attack;

import static io.countersign.auth.scan.report.Reference.cwe;
import static io.countersign.auth.scan.report.Reference.rfc;
import static io.countersign.auth.scan.report.Severity.LOW;

import io.countersign.auth.scan.report.RuleInfo;
import java.math.BigInteger;
import java.util.Arrays;

/** Whether a genuine token has more than one spelling. */
final class SpellingAttacks {

  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final String WHY =
      "A token has many texts then, and lists and caches that go by its text can be passed by.";

  static final Attack BASE64 =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-SPELLING",
                  LOW,
                  "Base64url is read leniently",
                  WHY,
                  "Refuse padding, foreign characters, unused bits that are not zero, and parts"
                      + " beyond the third.",
                  rfc(7515, "2"),
                  rfc(4648, "3.5"),
                  cwe(436)),
              SpellingAttacks::respell)
          .unless(SignatureAttacks.PAYLOAD);

  static final Attack DER =
      new Attack(
              new RuleInfo(
                  "CS-LIVE-DER",
                  LOW,
                  "An ECDSA signature in DER is accepted",
                  WHY,
                  "Accept r and s side by side only, each of the curve's length.",
                  rfc(7518, "3.4"),
                  cwe(436)),
              (material, plan) -> {
                if (!material.valid().isEcdsa()) {
                  plan.omit("the valid token is not signed with ECDSA");
                  return;
                }
                byte[] raw = material.valid().signature();
                int half = raw.length / 2;
                byte[] der =
                    Der.sequence(
                        Der.integer(new BigInteger(1, Arrays.copyOf(raw, half))),
                        Der.integer(new BigInteger(1, Arrays.copyOfRange(raw, half, raw.length))));
                plan.send("DER", input(material) + Forgery.base64(der));
              })
          .unless(SignatureAttacks.PAYLOAD);

  private SpellingAttacks() {}

  private static String input(Material material) {
    return material.valid().headerPart() + "." + material.valid().payloadPart() + ".";
  }

  private static void respell(Material material, Attack.Plan plan) {
    GenuineToken token = material.valid();
    String signature = token.signaturePart();
    int middle = signature.length() / 2;
    plan.send("padding behind the signature", token.text() + "=".repeat(padding(signature)));
    plan.send(
        "padding behind the payload",
        token.headerPart()
            + "."
            + token.payloadPart()
            + "=".repeat(padding(token.payloadPart()))
            + "."
            + signature);
    plan.send(
        "a foreign character in the signature",
        input(material) + signature.substring(0, middle) + "!" + signature.substring(middle));
    if (signature.matches(".*[-_].*")) {
      plan.send(
          "+ and / for - and _", input(material) + signature.replace('-', '+').replace('_', '/'));
    }
    if (signature.length() % 4 != 0) {
      plan.send("unused bits changed", input(material) + withUnusedBits(signature));
    }
    plan.send("an empty fourth part", token.text() + ".");
  }

  private static int padding(String part) {
    return part.length() % 4 == 0 ? 4 : 4 - part.length() % 4;
  }

  private static String withUnusedBits(String part) {
    int last = part.length() - 1;
    int value = ALPHABET.indexOf(part.charAt(last));
    return part.substring(0, last) + ALPHABET.charAt(value ^ 1);
  }
}
