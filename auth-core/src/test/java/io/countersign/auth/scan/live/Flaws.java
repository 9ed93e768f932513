package io.countersign.auth.scan.live;

import static io.countersign.auth.scan.live.TestIssuer.ES256;
import static io.countersign.auth.scan.live.TestIssuer.RS256;

import io.countersign.auth.InvalidSignatureException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;

/** The services that are wrong, each in one thing. */
final class Flaws {

  private static final String ECDSA = "SHA256withECDSA";

  private Flaws() {}

  static List<Flaw> all() {
    return Stream.of(
            doors(),
            signatures(),
            AlgorithmFlaws.all(),
            KeyFlaws.all(),
            spellings(),
            ClaimFlaws.all(),
            AnswerFlaws.all())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Flaw> doors() {
    return List.of(
        Flaw.of("lets anybody in", RS256, (token, no) -> true, "CS-LIVE-ANONYMOUS"),
        Flaw.of("wants any token", RS256, (token, no) -> !token.isEmpty(), "CS-LIVE-ANY-TEXT"));
  }

  private static List<Flaw> signatures() {
    return List.of(
        Flaw.of("ignores the signature", RS256, Flaws::hasAnySignature, "CS-LIVE-PAYLOAD"),
        Flaw.of("ignores the signature", ES256, Flaws::hasAnySignature, "CS-LIVE-PAYLOAD"),
        Flaw.of(
            "verifies the payload only",
            RS256,
            (token, no) -> {
              String valid = Owned.valid(RS256);
              return token.endsWith(valid.substring(valid.indexOf('.')));
            },
            "CS-LIVE-HEADER"),
        Flaw.of(
            "accepts a missing signature",
            RS256,
            (token, no) -> {
              ParsedToken parsed = ParsedToken.of(token);
              return parsed.alg().equals("RS256") && parsed.part(2).isEmpty();
            },
            "CS-LIVE-SIG-STRIPPED"),
        Flaw.of(
            "knows signatures by heart",
            RS256,
            (token, no) ->
                ParsedToken.of(token).part(2).equals(ParsedToken.of(Owned.second(RS256)).part(2)),
            "CS-LIVE-SIG-SWAPPED"),
        Flaw.of(
            "accepts zeros",
            RS256,
            (token, no) -> {
              byte[] signature = ParsedToken.of(token).signature();
              return signature.length == 256 && new BigInteger(1, signature).signum() == 0;
            },
            "CS-LIVE-SIG-ZERO"),
        Flaw.of(
            "psychic signatures",
            ES256,
            (token, no) -> Arrays.equals(ParsedToken.of(token).signature(), new byte[64]),
            "CS-LIVE-PSYCHIC"),
        Flaw.of(
            "psychic signatures in DER",
            ES256,
            (token, no) ->
                Arrays.equals(
                    ParsedToken.of(token).signature(), new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0}),
            "CS-LIVE-PSYCHIC"));
  }

  private static boolean hasAnySignature(String token, Exception no) {
    return no instanceof InvalidSignatureException && ParsedToken.of(token).part(2).length() > 80;
  }

  private static List<Flaw> spellings() {
    return List.of(
        Flaw.of(
            "takes padding",
            RS256,
            (token, no) -> token.endsWith("=") && accepts(token.replaceAll("=+$", ""), RS256),
            "CS-LIVE-SPELLING"),
        Flaw.of(
            "passes over foreign characters",
            ES256,
            (token, no) -> token.contains("!") && accepts(token.replace("!", ""), ES256),
            "CS-LIVE-SPELLING"),
        Flaw.of(
            "passes over unused bits",
            RS256,
            (token, no) -> {
              ParsedToken parsed = ParsedToken.of(token);
              return !parsed.part(0).isEmpty()
                  && parsed.part(3).isEmpty()
                  && !token.endsWith(".")
                  && accepts(
                      parsed.part(0)
                          + "."
                          + parsed.part(1)
                          + "."
                          + Base64.getUrlEncoder()
                              .withoutPadding()
                              .encodeToString(parsed.signature()),
                      RS256);
            },
            "CS-LIVE-SPELLING"),
        Flaw.of(
            "takes DER",
            ES256,
            (token, no) -> {
              ParsedToken parsed = ParsedToken.of(token);
              return parsed.isSignedBy(ES256.publicKey(), ECDSA);
            },
            "CS-LIVE-DER"));
  }

  private static boolean accepts(String token, TestIssuer issuer) {
    return token.equals(Owned.valid(issuer));
  }
}
