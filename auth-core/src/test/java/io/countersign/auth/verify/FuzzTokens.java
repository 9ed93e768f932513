package io.countersign.auth.verify;

import io.countersign.auth.spi.keys.KeyRing;
import io.countersign.auth.verify.Vectors.Keys;
import java.util.Map;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** One genuine token, always the same: RS256 is deterministic and RFC 7520's key is known. */
final class FuzzTokens {

  static final String KID = "bilbo.baggins@hobbiton.example";
  static final String GENUINE = sign();

  private static final String CLAIMS =
      """
      {"iss":"https://auth.example","sub":"7b5d3f0e-4c7d-4d0c-9d0f-0d6f3a9a0001","aud":"shop",\
      "exp":1767269700,"iat":1767268800,"jti":"jti-1",\
      "sid":"0190a5b0-0000-7000-8000-000000000001","upn":"anna","groups":["user"],"epoch":0}""";

  private FuzzTokens() {}

  static KeyRing keys() {
    return Keys.of(jwk(), "RS256");
  }

  private static Map<?, ?> jwk() {
    Map<?, ?> example = Vectors.json("rfc7520/4_1.rsa_v15_signature.json");
    return Vectors.object(Vectors.object(example, "input"), "key");
  }

  private static String sign() {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue("RS256");
    jws.setKeyIdHeaderValue(KID);
    jws.setHeader("typ", "JWT");
    jws.setPayload(CLAIMS);
    try {
      jws.setKey(PublicJsonWebKey.Factory.newPublicJwk(Vectors.members(jwk())).getPrivateKey());
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }
}
