package io.countersign.auth.scan;

import static io.countersign.auth.scan.TestTokens.SECONDS;
import static io.countersign.auth.scan.TestTokens.base64;
import static io.countersign.auth.scan.TestTokens.utf8;

import io.countersign.auth.scan.token.TokenTypeTest.SdJwts;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECParameterSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.EllipticCurves;
import org.jose4j.lang.JoseException;

/** Signs the forms of issuers, by one key for each algorithm. */
final class IssuerKeys {

  private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

  private IssuerKeys() {}

  private static KeyPair key(String alg) {
    return KEYS.computeIfAbsent(alg, IssuerKeys::generated);
  }

  private static KeyPair generated(String alg) {
    try {
      return switch (alg) {
        case "ES256" -> TestTokens.EC;
        case "ES384" -> curve(KeyPairGenerator.getInstance("EC"), EllipticCurves.P384);
        case "ES512" -> curve(KeyPairGenerator.getInstance("EC"), EllipticCurves.P521);
        case "EdDSA" -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        default -> TestTokens.RSA;
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(alg, e);
    }
  }

  private static KeyPair curve(KeyPairGenerator generator, ECParameterSpec curve)
      throws GeneralSecurityException {
    generator.initialize(curve);
    return generator.generateKeyPair();
  }

  /** The form as a token. */
  static String signed(IssuerForm form) {
    if (!form.isSdJwt()) {
      return jws(form.header(), form.payload(), form.alg());
    }
    List<String> shown =
        form.disclosures().stream()
            .map(it -> SdJwts.disclosure(String.valueOf(it.get(0)), String.valueOf(it.get(1))))
            .toList();
    Map<String, Object> payload = new LinkedHashMap<>(form.payload());
    List<String> digests = new ArrayList<>(shown.stream().map(SdJwts::digest).toList());
    digests.add(SdJwts.digest("decoy"));
    payload.put("_sd", digests);
    String issued = jws(form.header(), payload, form.alg());
    String joined = issued + "~" + String.join("~", shown) + (shown.isEmpty() ? "" : "~");
    return form.isBound() ? joined + binding() : joined;
  }

  private static String binding() {
    return jws(
        Map.of("typ", "kb+jwt", "alg", "ES256"),
        Map.of("aud", "https://v.example", "iat", SECONDS, "nonce", "n", "sd_hash", "AA"),
        "ES256");
  }

  /** Header and payload as they are, signed by an algorithm that the header need not name. */
  static String jws(Map<String, Object> header, Map<String, Object> payload, String alg) {
    Map<String, Object> written = new LinkedHashMap<>(header);
    try {
      if ("OWN".equals(header.get("jwk"))) {
        written.put(
            "jwk",
            PublicJsonWebKey.Factory.newPublicJwk(key(alg).getPublic())
                .toParams(OutputControlLevel.PUBLIC_ONLY));
      }
      JsonWebSignature jws = new JsonWebSignature();
      jws.getHeaders().setFullHeaderAsJsonString(JsonUtil.toJson(written));
      jws.setPayload(JsonUtil.toJson(payload));
      jws.setKey(key(alg).getPrivate());
      jws.setAlgorithmConstraints(AlgorithmConstraints.NO_CONSTRAINTS);
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException(JsonUtil.toJson(written), e);
    }
  }

  /** Header and payload as they are, with this for a signature. */
  static String unsigned(
      Map<String, Object> header, Map<String, Object> payload, String signature) {
    return base64(utf8(JsonUtil.toJson(header)))
        + "."
        + base64(utf8(JsonUtil.toJson(payload)))
        + "."
        + signature;
  }
}
