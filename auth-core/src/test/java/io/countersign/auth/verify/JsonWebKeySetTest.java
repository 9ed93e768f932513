package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.core.Fixture;
import io.countersign.auth.keys.SigningKeys;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.VerificationKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jose4j.base64url.Base64Url;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.JsonWebKey.OutputControlLevel;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonWebKeySetTest {

  private static final Map<String, Object> RSA = jwk(SigningAlgorithm.RS256, 2048);
  private static final Map<String, Object> EC = jwk(SigningAlgorithm.ES256, 0);

  private static Map<String, Object> jwk(SigningAlgorithm algorithm, int bits) {
    try {
      PublicJsonWebKey jwk =
          PublicJsonWebKey.Factory.newPublicJwk(
              SigningKeys.generate(algorithm, bits, Fixture.RANDOM).getPublic());
      jwk.setKeyId("key-" + algorithm);
      jwk.setAlgorithm(algorithm.name());
      jwk.setUse("sig");
      return jwk.toParams(OutputControlLevel.PUBLIC_ONLY);
    } catch (JoseException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, Object> with(Map<String, Object> jwk, String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(jwk);
    changed.put(name, value);
    return changed;
  }

  private static Map<String, Object> without(Map<String, Object> jwk, String name) {
    Map<String, Object> changed = new LinkedHashMap<>(jwk);
    changed.remove(name);
    return changed;
  }

  private static Map<String, VerificationKey> read(Object... keys) throws InvalidKeySetException {
    return JsonWebKeySet.read(octets(JsonUtil.toJson(Map.of("keys", List.of(keys)))));
  }

  private static byte[] octets(String document) {
    return document.getBytes(StandardCharsets.UTF_8);
  }

  private static void passedOver(Map<String, Object> jwk) throws InvalidKeySetException {
    assertThat(read(jwk)).isEmpty();
  }

  private static String base64url(BigInteger number) {
    byte[] octets = number.toByteArray();
    return Base64Url.encode(octets[0] == 0 ? Arrays.copyOfRange(octets, 1, octets.length) : octets);
  }

  @ParameterizedTest
  @EnumSource
  void read_ownDocument_verifiesItsTokens(SigningAlgorithm algorithm) throws Exception {
    Fixture issuing = new Fixture(algorithm, Fixture.STRICT);
    Map<String, VerificationKey> keys =
        JsonWebKeySet.read(octets(JsonWebKeySet.of(issuing.keyRing.verificationKeys())));
    String token =
        issuing.service.generateAccessToken(issuing.user().id().toString(), Set.of()).value();
    new JoseTokenVerifier(kid -> Optional.ofNullable(keys.get(kid)), Fixture.ACCESS, issuing.clock)
        .verify(token);
  }

  @Test
  void read_usableKeys_areAllThere() throws Exception {
    assertThat(read(RSA, EC)).containsOnlyKeys("key-RS256", "key-ES256");
    assertThat(read(without(RSA, "use"), with(EC, "x5t", "unknown members are ignored")))
        .hasSize(2);
  }

  @Test
  void read_keysForAnythingElse_arePassedOver() throws Exception {
    for (Map<String, Object> jwk : List.of(RSA, EC)) {
      passedOver(without(jwk, "kid"));
      passedOver(with(jwk, "kid", " "));
      passedOver(with(jwk, "kid", 7));
      passedOver(without(jwk, "alg"));
      passedOver(with(jwk, "alg", "PS256"));
      passedOver(with(jwk, "use", "enc"));
      passedOver(without(jwk, "kty"));
      passedOver(with(jwk, "kty", "OKP"));
    }
    passedOver(with(RSA, "alg", "ES256"));
    passedOver(with(EC, "alg", "RS256"));
    passedOver(with(EC, "crv", "P-521"));
  }

  @Test
  void read_weakOrBrokenKeys_arePassedOver() throws Exception {
    passedOver(with(RSA, "n", base64url(BigInteger.ONE.shiftLeft(2047).subtract(BigInteger.ONE))));
    passedOver(with(RSA, "n", base64url(BigInteger.ONE.shiftLeft(2048).subtract(BigInteger.TWO))));
    passedOver(with(RSA, "n", base64url(BigInteger.ONE.shiftLeft(8193).subtract(BigInteger.ONE))));
    passedOver(with(RSA, "n", RSA.get("n") + "=="));
    passedOver(without(RSA, "n"));
    passedOver(with(RSA, "e", base64url(BigInteger.ONE)));
    passedOver(with(RSA, "e", base64url(BigInteger.valueOf(65_536))));
    passedOver(with(RSA, "e", base64url(BigInteger.ONE.shiftLeft(64).add(BigInteger.ONE))));
    passedOver(with(EC, "y", String.valueOf(EC.get("x"))));
    passedOver(with(EC, "x", List.of()));
    passedOver(with(EC, "x", EC.get("x") + "A"));
    passedOver(with(EC, "x", "AQAB"));
    passedOver(without(EC, "y"));
  }

  @Test
  void read_boundaries_areAccepted() throws Exception {
    assertThat(
            read(
                with(RSA, "n", base64url(BigInteger.ONE.shiftLeft(2048).subtract(BigInteger.ONE)))))
        .hasSize(1);
    assertThat(
            read(
                with(RSA, "n", base64url(BigInteger.ONE.shiftLeft(8192).subtract(BigInteger.ONE)))))
        .hasSize(1);
    assertThat(
            read(with(RSA, "e", base64url(BigInteger.ONE.shiftLeft(64).subtract(BigInteger.ONE)))))
        .hasSize(1);
    assertThat(read()).isEmpty();
  }

  /** The point whose x is zero, and the same with the field's prime, which is no coordinate. */
  @Test
  void read_coordinateOfAtLeastThePrime_isPassedOver() throws Exception {
    EllipticCurve curve =
        ((ECPublicKey) Objects.requireNonNull(read(EC).get("key-ES256")).publicKey())
            .getParams()
            .getCurve();
    BigInteger p = ((ECFieldFp) curve.getField()).getP();
    BigInteger y = curve.getB().modPow(p.add(BigInteger.ONE).shiftRight(2), p);
    Map<String, Object> zero = with(with(EC, "x", "A".repeat(43)), "y", base64url(y));
    assertThat(read(zero)).hasSize(1);
    passedOver(with(zero, "x", base64url(p)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k", "priv"})
  void read_privateMember_isRefused(String name) {
    refused(JsonUtil.toJson(Map.of("keys", List.of(EC, with(RSA, name, "AQAB")))), "compromised");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{}|no \"keys\"",
        "{\"keys\":{}}|no \"keys\"",
        "{\"keys\":[1]}|no object",
        "{\"keys\":[],\"keys\":[]}|strict JSON",
        "[]|strict JSON",
        "{\"keys\":[]} x|strict JSON",
      })
  void read_noKeySet_isRefused(String document, String problem) {
    refused(document, problem);
  }

  @Test
  void read_twoKeysOfOneName_isRefused() {
    refused(JsonUtil.toJson(Map.of("keys", List.of(EC, with(RSA, "kid", "key-ES256")))), "alike");
  }

  @Test
  void read_longDocument_isRefused() throws Exception {
    String document = "{\"keys\":[]}";
    assertThat(JsonWebKeySet.read(octets(document + " ".repeat(64 * 1024 - document.length()))))
        .isEmpty();
    refused(document + " ".repeat(64 * 1024 - document.length() + 1), "64 KiB");
  }

  private static void refused(String document, String problem) {
    assertThatExceptionOfType(InvalidKeySetException.class)
        .isThrownBy(() -> JsonWebKeySet.read(octets(document)))
        .withMessageContaining(problem);
  }
}
