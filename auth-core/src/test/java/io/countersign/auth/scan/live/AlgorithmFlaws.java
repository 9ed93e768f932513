package io.countersign.auth.scan.live;

import static io.countersign.auth.scan.live.TestIssuer.ES256;
import static io.countersign.auth.scan.live.TestIssuer.RS256;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.scan.live.attack.Der;
import io.countersign.auth.scan.live.attack.Pem;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;

/** Services that let a token choose its algorithm. */
final class AlgorithmFlaws {

  private AlgorithmFlaws() {}

  static List<Flaw> all() {
    PublicKey rsa = RS256.publicKey();
    String pem = Pem.of("PUBLIC KEY", rsa.getEncoded());
    RSAPublicKey key = (RSAPublicKey) rsa;
    byte[] pkcs1 =
        Der.sequence(Der.integer(key.getModulus()), Der.integer(key.getPublicExponent()));
    return List.of(
        Flaw.of("alg none", RS256, (token, no) -> isAlg(token, "none"), "CS-LIVE-ALG-NONE"),
        Flaw.of("alg nOnE", RS256, (token, no) -> isAlg(token, "nOnE"), "CS-LIVE-ALG-NONE"),
        Flaw.of(
            "alg none without a dot",
            ES256,
            (token, no) ->
                isAlg(token, "none") && token.chars().filter(it -> it == '.').count() == 1,
            "CS-LIVE-ALG-NONE"),
        Flaw.of("no alg", RS256, (token, no) -> isAlg(token, "null"), "CS-LIVE-ALG-NONE"),
        hmac("HMAC with PEM", RS256, pem.getBytes(UTF_8), "CS-LIVE-HMAC-PUBLIC-KEY"),
        hmac(
            "HMAC with stripped PEM",
            RS256,
            pem.strip().getBytes(UTF_8),
            "CS-LIVE-HMAC-PUBLIC-KEY"),
        hmac("HMAC with DER", RS256, rsa.getEncoded(), "CS-LIVE-HMAC-PUBLIC-KEY"),
        hmac("HMAC with PKCS#1", RS256, pkcs1, "CS-LIVE-HMAC-PUBLIC-KEY"),
        hmac(
            "HMAC with an EC key's PEM",
            ES256,
            Pem.of("PUBLIC KEY", ES256.publicKey().getEncoded()).getBytes(UTF_8),
            "CS-LIVE-HMAC-PUBLIC-KEY"),
        hmac("HMAC with the JWKS", RS256, RS256.jwks().getBytes(UTF_8), "CS-LIVE-HMAC-PUBLIC-KEY"),
        hmac("HMAC with \"secret\"", RS256, "secret".getBytes(UTF_8), "CS-LIVE-HMAC-GUESSABLE"),
        hmac("HMAC without a secret", RS256, new byte[0], "CS-LIVE-HMAC-GUESSABLE"),
        Flaw.of(
            "any RSA algorithm",
            RS256,
            (token, no) ->
                isAlg(token, "RS512") && ParsedToken.of(token).isSignedBy(rsa, "SHA512withRSA"),
            "CS-LIVE-ALG-OTHER"));
  }

  private static boolean isAlg(String token, String alg) {
    return token.contains(".") && ParsedToken.of(token).alg().equals(alg) && token.length() > 200;
  }

  private static Flaw hmac(String name, TestIssuer issuer, byte[] secret, String found) {
    return Flaw.of(name, issuer, (token, no) -> ParsedToken.of(token).hasMac(secret), found);
  }
}
