package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.countersign.auth.InvalidClaimsException;
import io.countersign.auth.InvalidSignatureException;
import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.RefusedException;
import io.countersign.auth.TokenExpiredException;
import io.countersign.auth.UnsupportedAlgorithmException;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.AccessTokenIssuer;
import io.countersign.auth.core.AccessTokenIssuer.Subject;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.core.TestClock;
import io.countersign.auth.keys.CryptoProvider;
import io.countersign.auth.keys.SigningKeys;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.spi.keys.VerificationKey;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jose4j.json.JsonUtil;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JoseTokenVerifierTest {

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private static final String DEEPER_THAN_32 =
      "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}";
  private static final Fixture RS256 = new Fixture();

  private final Fixture fixture = deployment();
  private final TestClock clock = fixture.clock;

  {
    clock.set(TestClock.START);
  }

  /** The deployment that verifies, for RS256. */
  Fixture deployment() {
    return RS256;
  }

  /** The claims of a good token, to be spoiled one at a time. */
  private static Map<String, Object> claims() {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", "https://auth.example");
    claims.put("sub", "7b5d3f0e-4c7d-4d0c-9d0f-0d6f3a9a0001");
    claims.put("aud", "shop");
    claims.put("iat", TestClock.START.getEpochSecond());
    claims.put("exp", TestClock.START.getEpochSecond() + 900);
    claims.put("jti", "jti-1");
    claims.put("sid", "0190a5b0-0000-7000-8000-000000000001");
    claims.put("upn", "anna");
    claims.put("groups", List.of("user"));
    claims.put("epoch", 0);
    return claims;
  }

  private Map<String, Object> header() {
    Map<String, Object> header = new LinkedHashMap<>();
    header.put("alg", "RS256");
    header.put("kid", fixture.keyRing.signingKey().kid());
    header.put("typ", "JWT");
    return header;
  }

  private String sign(Map<String, Object> header, Map<String, Object> claims) {
    return sign(JsonUtil.toJson(header), JsonUtil.toJson(claims));
  }

  private String sign(String header, String claims) {
    String input = encode(header) + "." + encode(claims);
    return input + "." + signature(input, fixture.keyRing.signingKey().privateKey());
  }

  private static String signature(String input, PrivateKey key) {
    try {
      Signature rsa = Signature.getInstance("SHA256withRSA");
      rsa.initSign(key);
      rsa.update(input.getBytes(StandardCharsets.US_ASCII));
      return BASE64.encodeToString(rsa.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String with(String claim, @Nullable Object value) {
    Map<String, Object> claims = claims();
    claims.remove(claim);
    if (value != null) {
      claims.put(claim, value);
    }
    return sign(header(), claims);
  }

  private String withHeader(String name, @Nullable Object value) {
    Map<String, Object> header = header();
    header.remove(name);
    if (value != null) {
      header.put(name, value);
    }
    return sign(header, claims());
  }

  private <T extends RefusedException> T refused(String token, Class<T> refusal) {
    T thrown = catchThrowableOfType(refusal, () -> fixture.verifier.verify(token));
    assertThat(thrown).as("refusal").isNotNull();
    return thrown;
  }

  private void refusedClaim(String token, String claim) {
    assertThat(refused(token, InvalidClaimsException.class).claim()).isEqualTo(claim);
  }

  @ParameterizedTest
  @EnumSource
  void verify_issuedToken_hasExactlyTheContractsClaims(SigningAlgorithm algorithm) {
    Fixture deployment = new Fixture(algorithm, Fixture.STRICT, fixture.crypto);
    UUID user = UUID.randomUUID();
    UUID session = UUID.randomUUID();
    String compact =
        deployment.issuer.issue(new Subject(user, "anna", Set.of("b", "a"), 3, session)).value();

    VerifiedToken token = deployment.verifier.verify(compact);

    assertThat(token.getClaimNames())
        .containsExactlyInAnyOrder(
            "iss", "sub", "aud", "exp", "iat", "jti", "sid", "upn", "groups", "epoch");
    assertThat(token.getIssuer()).isEqualTo("https://auth.example");
    assertThat(token.getSubject()).isEqualTo(user.toString());
    assertThat(token.getAudience()).containsExactly("shop");
    assertThat(token.getIssuedAtTime()).isEqualTo(TestClock.START.getEpochSecond());
    assertThat(token.getExpirationTime()).isEqualTo(TestClock.START.getEpochSecond() + 900);
    assertThat(UUID.fromString(token.getTokenID())).isNotNull();
    assertThat(token.getSessionId()).contains(session);
    assertThat(token.getName()).isEqualTo("anna");
    assertThat(token.getGroups()).containsExactlyInAnyOrder("a", "b");
    assertThat(token.getEpoch()).isEqualTo(3);

    String header =
        new String(
            Base64.getUrlDecoder().decode(compact.substring(0, compact.indexOf('.'))),
            StandardCharsets.UTF_8);
    assertThat(header)
        .isEqualTo(
            "{\"alg\":\"%s\",\"kid\":\"%s\",\"typ\":\"JWT\"}",
            algorithm, deployment.keyRing.signingKey().kid());
  }

  @Test
  void verify_twoTokens_haveTwoIds() {
    Subject subject = new Subject(UUID.randomUUID(), "anna", Set.of(), 0, null);
    assertThat(fixture.issuer.issue(subject).id()).isNotEqualTo(fixture.issuer.issue(subject).id());
  }

  @Test
  void issue_withoutSession_hasNoSid() {
    Subject subject = new Subject(UUID.randomUUID(), "anna", Set.of(), 0, null);
    VerifiedToken token = fixture.verifier.verify(fixture.issuer.issue(subject).value());
    assertThat(token.getSessionId()).isEmpty();
    assertThat(token.getGroups()).isEmpty();
  }

  @Test
  void issue_contributedClaims_areThereAndReservedOnesRefused() {
    Subject subject = new Subject(UUID.randomUUID(), "anna", Set.of(), 0, null);
    AccessTokenIssuer contributed =
        new AccessTokenIssuer(
            fixture.keyRing,
            Fixture.ACCESS,
            List.of(id -> Map.of("tenant", "t1")),
            UUID::randomUUID,
            clock);
    VerifiedToken token = fixture.verifier.verify(contributed.issue(subject).value());
    assertThat(token.<String>getClaim("tenant")).isEqualTo("t1");

    AccessTokenIssuer overreaching =
        new AccessTokenIssuer(
            fixture.keyRing,
            Fixture.ACCESS,
            List.of(id -> Map.of("groups", "x")),
            UUID::randomUUID,
            clock);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> overreaching.issue(subject))
        .withMessageContaining("groups");
  }

  @Test
  void verify_handMadeGoodToken_isAccepted() {
    assertThat(fixture.verifier.verify(sign(header(), claims())).getSubject())
        .isEqualTo(claims().get("sub"));
  }

  @Test
  void verify_unusualButValid_isAccepted() {
    long now = TestClock.START.getEpochSecond();
    VerifiedToken fractional = fixture.verifier.verify(with("iat", now + 0.5));
    assertThat(fractional.getIssuedAtTime()).isEqualTo(now);
    assertThat(fixture.verifier.verify(with("exp", now + 60.9)).getExpirationTime())
        .isEqualTo(now + 60);
    fixture.verifier.verify(with("aud", List.of("other", "shop")));
    fixture.verifier.verify(with("groups", null));
    fixture.verifier.verify(with("upn", "Zoë 漢字"));
    fixture.verifier.verify(with("sid", null));
    fixture.verifier.verify(with("upn", null));
    fixture.verifier.verify(with("epoch", Integer.MAX_VALUE));
    fixture.verifier.verify(with("nested", Map.of("a", List.of(1, 2.5, true, "x"))));
  }

  @Test
  void verify_expiresNow_isAcceptedWithinSkew() {
    String token = sign(header(), claims());
    clock.advance(Duration.ofSeconds(900 + 30).minusMillis(1));
    fixture.verifier.verify(token);
    clock.advance(Duration.ofMillis(1));
    refused(token, TokenExpiredException.class);
  }

  @Test
  void verify_fromTheFuture_isRefusedBeyondSkew() {
    long now = TestClock.START.getEpochSecond();
    fixture.verifier.verify(with("iat", now + 30));
    refusedClaim(with("iat", now + 30.001), "iat");
    fixture.verifier.verify(with("nbf", now + 30));
    refusedClaim(with("nbf", now + 31), "nbf");
    refusedClaim(with("nbf", "soon"), "nbf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "sub", "aud", "exp", "iat", "jti", "epoch"})
  void verify_requiredClaimMissingOrOfWrongType_isRefusedByName(String claim) {
    refusedClaim(with(claim, null), claim);
    refusedClaim(with(claim, Map.of("x", "y")), claim);
    refusedClaim(with(claim, true), claim);
    refusedClaim(with(claim, ""), claim);
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "sub", "aud", "exp", "iat", "jti", "epoch"})
  void verify_requiredClaimMissingAndExpired_isRefusedByName(String claim) {
    String token = with(claim, null);
    clock.advance(Duration.ofDays(1));
    refusedClaim(token, claim);
  }

  @Test
  void verify_wrongClaimValues_areRefusedByName() {
    refusedClaim(with("iss", "https://evil.example"), "iss");
    refusedClaim(with("aud", "warehouse"), "aud");
    refusedClaim(with("aud", List.of("warehouse", "office")), "aud");
    refusedClaim(with("aud", List.of()), "aud");
    refusedClaim(with("aud", List.of("shop", 1)), "aud");
    refusedClaim(with("sub", "  "), "sub");
    refusedClaim(with("jti", 7), "jti");
    refusedClaim(with("epoch", -1), "epoch");
    refusedClaim(with("epoch", 1.5), "epoch");
    refusedClaim(with("epoch", 1L << 31), "epoch");
    refusedClaim(with("groups", "admin"), "groups");
    refusedClaim(with("groups", List.of(1)), "groups");
    refusedClaim(with("upn", 1), "upn");
    refusedClaim(with("sid", "1-1-1-1-1"), "sid");
    refusedClaim(with("sid", 5), "sid");
    refusedClaim(withHeader("typ", "at+jwt"), "typ");
    refusedClaim(withHeader("typ", "jwt"), "typ");
    refusedClaim(withHeader("typ", null), "typ");
  }

  /** Valid JSON (RFC 8259), in members that mean nothing to a verifier (RFC 7515 §4). */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "[null]",
        "{\"y\":null}",
        "-0.000000000000000000000000000000000000000000000000000000000000000000000000000001",
        "0.1000000000000000055511151231257827021181583404541015625000000000000000000000000",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]"
      })
  void verify_anyValueInUnknownMembers_isAccepted(String value) {
    String more = ",\"x\":" + value + "}";
    String header = JsonUtil.toJson(header()).replaceFirst("}$", more);
    String claims = JsonUtil.toJson(claims()).replaceFirst("}$", more);
    fixture.verifier.verify(sign(header, claims));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iss",
        "sub",
        "aud",
        "exp",
        "iat",
        "jti",
        "epoch",
        "auth_time",
        "nbf",
        "sid",
        "upn",
        "groups"
      })
  void verify_nullInAClaimOfOurs_isRefusedByName(String claim) {
    refusedClaim(withNull(claim), claim);
  }

  @Test
  void verify_nullAmongAudiencesOrGroups_isRefusedByName() {
    refusedClaim(with("aud", Arrays.asList("shop", null)), "aud");
    refusedClaim(with("groups", Arrays.asList("user", null)), "groups");
  }

  @Test
  void verify_nullInAHeaderMemberOfOurs_hasTheRefusalOfItsOwn() {
    refused(withNullHeader("alg"), UnsupportedAlgorithmException.class);
    refused(withNullHeader("kid"), InvalidSignatureException.class);
    refusedClaim(withNullHeader("typ"), "typ");
    for (String name : List.of("crit", "jku", "jwk", "x5u", "x5c", "b64", "zip", "cty", "enc")) {
      assertThat(refused(withNullHeader(name), MalformedTokenException.class))
          .hasMessageContaining(name);
    }
  }

  @Test
  void verify_claimThatIsNull_isAsOneThatIsNotThere() {
    VerifiedToken token = fixture.verifier.verify(withNull("tenant"));
    assertThat(token.getClaimNames()).doesNotContain("tenant").contains("sub");
    assertThat(token.claim("tenant")).isEmpty();
  }

  @Test
  void verify_nullInsideAClaim_isKept() {
    Map<String, Object> member = new LinkedHashMap<>();
    member.put("id", null);
    VerifiedToken token = fixture.verifier.verify(with("list", Arrays.asList(1, null, member)));
    assertThat(token.<List<Object>>getClaim("list")).containsExactly(1L, null, member);
  }

  private String withNull(String claim) {
    Map<String, Object> claims = claims();
    claims.put(claim, null);
    return sign(header(), claims);
  }

  private String withNullHeader(String name) {
    Map<String, Object> header = header();
    header.put(name, null);
    return sign(header, claims());
  }

  @Test
  void verify_hugeNumericDates_areNoOverflow() {
    fixture.verifier.verify(with("exp", 1e300));
    fixture.verifier.verify(
        sign(JsonUtil.toJson(header()), json().replace("1767269700", "9".repeat(40))));
    refused(with("exp", -1e300), TokenExpiredException.class);
    refusedClaim(with("iat", 1e300), "iat");
    refused(
        sign(JsonUtil.toJson(header()), json().replace("1767269700", "1e999")),
        MalformedTokenException.class);
  }

  private static String json() {
    String json = JsonUtil.toJson(claims());
    assertThat(json).contains("1767269700");
    return json;
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "HS256", "rs256", "RS512", "PS256", "EdDSA", "ES384", ""})
  void verify_otherAlgorithm_isRefused(String algorithm) {
    refused(withHeader("alg", algorithm), UnsupportedAlgorithmException.class);
  }

  @Test
  void verify_algorithmNotAString_isRefused() {
    refused(withHeader("alg", List.of("RS256")), UnsupportedAlgorithmException.class);
    refused(withHeader("alg", null), UnsupportedAlgorithmException.class);
  }

  @Test
  void verify_allowedAlgorithmButNotTheKeysOwn_isRefused() {
    refused(withHeader("alg", "ES256"), UnsupportedAlgorithmException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"crit", "jku", "jwk", "x5u", "x5c", "b64", "zip", "cty", "enc"})
  void verify_forbiddenHeader_isRefused(String name) {
    refused(withHeader(name, List.of()), MalformedTokenException.class);
    refused(withHeader(name, "x"), MalformedTokenException.class);
  }

  @Test
  void verify_unknownOrMissingKid_isRefused() {
    refused(withHeader("kid", "another"), InvalidSignatureException.class);
    refused(withHeader("kid", 1), InvalidSignatureException.class);
    refused(withHeader("kid", null), InvalidSignatureException.class);
  }

  @Test
  void verify_foreignKeyUnderOurKid_isRefused() {
    String input = encode(JsonUtil.toJson(header())) + "." + encode(JsonUtil.toJson(claims()));
    PrivateKey foreign =
        SigningKeys.generate(SigningAlgorithm.RS256, 2048, Fixture.RANDOM).getPrivate();
    refused(input + "." + signature(input, foreign), InvalidSignatureException.class);
  }

  @ParameterizedTest
  @EnumSource
  void verify_weakKey_isRefused(SigningAlgorithm algorithm) throws Exception {
    KeyPair pair = weakKey(algorithm);
    VerificationKey weak = new VerificationKey("weak", algorithm, pair.getPublic());
    JoseTokenVerifier verifier =
        new JoseTokenVerifier(new Vectors.Keys(List.of(weak)), Fixture.ACCESS, clock);
    Map<String, Object> header = header();
    header.put("alg", algorithm.name());
    header.put("kid", "weak");
    String input = encode(JsonUtil.toJson(header)) + "." + encode(JsonUtil.toJson(claims()));
    String token =
        input + "." + BASE64.encodeToString(weaklySigned(input, algorithm, pair.getPrivate()));
    assertThatExceptionOfType(InvalidSignatureException.class)
        .isThrownBy(() -> verifier.verify(token));
  }

  @ParameterizedTest
  @EnumSource
  void sign_weakKey_isRefused(SigningAlgorithm algorithm) throws Exception {
    SigningKey weak = new SigningKey("weak", algorithm, weakKey(algorithm).getPrivate());
    assertThatIllegalStateException()
        .isThrownBy(() -> CryptoProvider.ofThisJava().signatures().sign(new byte[1], weak))
        .withMessageContaining("weak");
  }

  /** Of 1024 bits, or on a curve of another algorithm's. */
  private static KeyPair weakKey(SigningAlgorithm algorithm) throws GeneralSecurityException {
    if (algorithm == SigningAlgorithm.RS256) {
      return SigningKeys.generate(algorithm, 1024, Fixture.RANDOM);
    }
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp384r1"));
    return generator.generateKeyPair();
  }

  private static byte[] weaklySigned(String input, SigningAlgorithm algorithm, PrivateKey key)
      throws GeneralSecurityException {
    Signature signature =
        Signature.getInstance(
            algorithm == SigningAlgorithm.RS256 ? "SHA256withRSA" : "SHA256withECDSAinP1363Format");
    signature.initSign(key);
    signature.update(input.getBytes(StandardCharsets.US_ASCII));
    return signature.sign();
  }

  /** A pair of surrogates is two characters and, in Latin-1, one octet. */
  @Test
  void verify_charactersBeyondLatin1_areRefused() {
    String[] parts = sign(header(), claims()).split("\\.", -1);
    for (String strange : List.of("\u00e9", "\u4e2d", "\ud83d\ude00", "\ud83d")) {
      for (int i = 0; i < parts.length; i++) {
        String[] changed = parts.clone();
        changed[i] = strange + parts[i];
        refused(String.join(".", changed), MalformedTokenException.class);
        changed[i] = parts[i] + strange;
        refused(String.join(".", changed), MalformedTokenException.class);
      }
    }
  }

  @Test
  void verify_everyPartChanged_isRefused() {
    String token = sign(header(), claims());
    String[] parts = token.split("\\.", -1);
    String other = sign(header(), Map.of("sub", "admin"));
    refused(
        parts[0] + "." + other.split("\\.", -1)[1] + "." + parts[2],
        InvalidSignatureException.class);
    refused(
        parts[0] + "." + parts[1] + "." + other.split("\\.", -1)[2],
        InvalidSignatureException.class);
    refused(parts[0] + "." + parts[1] + ".AAAA", InvalidSignatureException.class);
  }

  @Test
  void verify_psychicSignature_isRefused() {
    Fixture es256 = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT, fixture.crypto);
    Map<String, Object> header =
        Map.of("alg", "ES256", "kid", es256.keyRing.signingKey().kid(), "typ", "JWT");
    String input = encode(JsonUtil.toJson(header)) + "." + encode(JsonUtil.toJson(claims()));
    for (int octets : new int[] {64, 63, 65, 8}) {
      String token = input + "." + BASE64.encodeToString(new byte[octets]);
      assertThatExceptionOfType(InvalidSignatureException.class)
          .isThrownBy(() -> es256.verifier.verify(token));
    }
  }

  @Test
  void verify_notACompactToken_isRefused() {
    String token = sign(header(), claims());
    for (String wrong :
        List.of(
            "",
            ".",
            "..",
            "a.b",
            "abc",
            token + ".",
            token + ".x.y",
            "." + token,
            token.substring(0, token.lastIndexOf('.') + 1),
            token + "=",
            token + " ",
            " " + token,
            token.replace('.', '\n'),
            token.replaceFirst("e", "e\r\n"),
            token.replaceFirst("\\.", "+."))) {
      refused(wrong, MalformedTokenException.class);
    }
  }

  @Test
  void verify_unusedBitsSet_isRefused() {
    String token = sign(header(), claims());
    // 256 octets leave 4 unused bits in the last character: A, Q, g and w are canonical.
    char last = token.charAt(token.length() - 1);
    String twin = token.substring(0, token.length() - 1) + (char) (last + 1);
    assertThat("AQgw").contains(String.valueOf(last));
    refused(twin, MalformedTokenException.class);
    String header = encode(JsonUtil.toJson(header()));
    refused(header + ".e30.AAAA", InvalidSignatureException.class);
    refused(header + ".e31.AAAA", MalformedTokenException.class);
    refused(header + ".e30=.AAAA", MalformedTokenException.class);
  }

  @Test
  void verify_sizeLimit_isExact() {
    int room = (8192 - with("filler", "").length()) * 3 / 4;
    String longest = with("filler", "x".repeat(room));
    assertThat(longest).hasSize(8192);
    fixture.verifier.verify(longest);
    String tooLong = with("filler", "x".repeat(room + 1));
    assertThat(tooLong).hasSize(8193);
    refused(tooLong, MalformedTokenException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "\"x\"",
        "{",
        "{}{}",
        "{} x",
        "{\"a\":1,\"a\":2}",
        "{\"a\":null,\"a\":null}",
        "{\"a\":null,\"a\":1}",
        "{\"a\":1,\"a\":null}",
        "{\"a\":{\"b\":null,\"b\":null}}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":01}",
        "{\"a\":NaN}",
        "\uFEFF{}",
        "{\"a\":1,}",
        "/**/{}",
        "{\"a\":1e400}",
        DEEPER_THAN_32
      })
  void verify_payloadNotAStrictObject_isRefused(String payload) {
    if (payload.isEmpty()) {
      refused(encode(JsonUtil.toJson(header())) + "..AAAA", MalformedTokenException.class);
    } else {
      refused(sign(JsonUtil.toJson(header()), payload), MalformedTokenException.class);
    }
    refused(encode(payload) + "." + encode("{}") + ".AAAA", MalformedTokenException.class);
  }

  @Test
  void verify_invalidUtf8_isRefused() {
    byte[] overlong = {'{', '"', (byte) 0xC0, (byte) 0x80, '"', ':', '1', '}'};
    byte[] surrogate = {'{', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', ':', '1', '}'};
    for (byte[] octets : List.of(overlong, surrogate)) {
      refused(
          encode(JsonUtil.toJson(header())) + "." + BASE64.encodeToString(octets) + ".AAAA",
          MalformedTokenException.class);
    }
  }

  @Test
  void verify_anyRefusal_saysNothingOfTheToken() {
    String marker = "MARKER-4711";
    for (String token :
        List.of(
            with("iss", marker),
            with("aud", marker),
            with("sid", marker),
            withHeader("alg", marker),
            withHeader("kid", marker),
            withHeader("typ", marker),
            withHeader("cty", marker),
            sign(JsonUtil.toJson(header()), "{\"" + marker + "\":}"),
            marker)) {
      RefusedException refusal = refused(token, RefusedException.class);
      assertThat(refusal.getMessage()).doesNotContain(marker).doesNotContain(encode(marker));
      assertThat(refusal).hasNoCause();
      assertThat(refusal.getStackTrace()).isEmpty();
    }
  }

  @Test
  void toString_ofWhatWasRead_hidesIt() {
    String token = sign(header(), claims());
    assertThat(CompactJws.parse(token)).hasToString("CompactJws[]");
    assertThat(fixture.verifier.examine(token)).hasToString("Contents[]");
  }

  @Test
  void verify_atJwt_whenConfigured() {
    AccessTokenSettings settings =
        new AccessTokenSettings(
            "https://auth.example",
            Set.of("shop"),
            Duration.ofMinutes(15),
            "at+jwt",
            Duration.ZERO);
    JoseTokenVerifier verifier = new JoseTokenVerifier(fixture.keyRing, settings, clock);
    verifier.verify(withHeader("typ", "at+jwt"));
    assertThatExceptionOfType(InvalidClaimsException.class)
        .isThrownBy(() -> verifier.verify(sign(header(), claims())));
    String token = withHeader("typ", "at+jwt");
    clock.set(Instant.ofEpochSecond(TestClock.START.getEpochSecond() + 900));
    assertThatExceptionOfType(TokenExpiredException.class).isThrownBy(() -> verifier.verify(token));
  }
}
