package io.countersign.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.auth.spi.SecretBytes;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RefusalsTest {

  private static final UUID FAMILY = UUID.fromString("0190a5b0-0000-7000-8000-000000000001");

  private static final List<RefusedException> ALL =
      List.of(
          new TokenExpiredException(),
          new InvalidSignatureException(),
          new UnsupportedAlgorithmException(),
          new InvalidClaimsException("aud", "is not ours"),
          new MalformedTokenException("it has two parts"),
          new TokenRevokedException(),
          new TokenReusedException(),
          new DeviceMismatchException(),
          new InvalidCredentialsException(),
          new TooManyAttemptsException(Duration.ofSeconds(30)),
          new RevocationUnavailableException(),
          new KeysUnavailableException(),
          new OutcomeUnknownException(),
          new ReauthenticationRequiredException(Duration.ofMinutes(5)),
          new InvalidTargetException(),
          new TooManySessionsException(),
          new DirectoryUnavailableException());

  @Test
  void refusals_areTheClosedSetOfTheContract() {
    assertThat(RefusedException.class.getPermittedSubclasses())
        .containsExactlyInAnyOrderElementsOf(ALL.stream().map(RefusedException::getClass).toList())
        .allMatch(type -> Modifier.isFinal(type.getModifiers()));
    assertThat(ALL)
        .extracting(refusal -> refusal.code().toString())
        .containsExactly(
            "token_expired",
            "invalid_signature",
            "unsupported_algorithm",
            "invalid_claims",
            "malformed_token",
            "token_revoked",
            "token_reused",
            "device_mismatch",
            "invalid_credentials",
            "too_many_attempts",
            "revocation_unavailable",
            "unavailable",
            "outcome_unknown",
            "insufficient_user_authentication",
            "invalid_target",
            "too_many_sessions",
            "unavailable");
  }

  @Test
  void codes_areTheClosedSetOfTheContract() {
    assertThat(RefusalCode.values())
        .extracting(RefusalCode::toString)
        .containsExactly(
            "token_expired",
            "invalid_signature",
            "unsupported_algorithm",
            "invalid_claims",
            "malformed_token",
            "token_revoked",
            "token_reused",
            "device_mismatch",
            "insufficient_user_authentication",
            "invalid_credentials",
            "too_many_attempts",
            "revocation_unavailable",
            "invalid_request",
            "invalid_target",
            "forbidden",
            "too_many_sessions",
            "conflict",
            "not_found",
            "method_not_allowed",
            "not_acceptable",
            "unavailable",
            "outcome_unknown",
            "internal_error");
  }

  @Test
  void retryAfter_isOfThoseThatTimeHeals() {
    assertThat(ALL)
        .filteredOn(refusal -> refusal.retryAfter().isPresent())
        .extracting(RefusedException::code)
        .containsExactly(
            RefusalCode.TOO_MANY_ATTEMPTS,
            RefusalCode.REVOCATION_UNAVAILABLE,
            RefusalCode.UNAVAILABLE,
            RefusalCode.OUTCOME_UNKNOWN,
            RefusalCode.UNAVAILABLE);
    assertThat(new TooManyAttemptsException(Duration.ofSeconds(30)).retryAfter())
        .contains(Duration.ofSeconds(30));
  }

  @Test
  void refusal_hasNoStackTrace() {
    assertThat(ALL)
        .allSatisfy(
            refusal -> {
              assertThat(refusal.getStackTrace()).isEmpty();
              assertThat(refusal).hasNoCause();
              refusal.addSuppressed(new IllegalStateException());
              assertThat(refusal.getSuppressed()).isEmpty();
            });
  }

  @Test
  void toString_ofSecrets_hidesThem() {
    RefreshTokenId id = new RefreshTokenId(FAMILY, 3);
    AccessToken access = new AccessToken("s3cret", "jti-1", Instant.EPOCH);
    RefreshToken refresh = new RefreshToken("s3cret", id, Instant.EPOCH);
    assertThat(access.toString()).contains("jti-1").doesNotContain("s3cret");
    assertThat(refresh.toString()).contains(id.toString()).doesNotContain("s3cret");
    assertThat(new TokenPair(access, refresh).toString()).doesNotContain("s3cret");
    assertThat(new TokenPair(access, refresh).sessionId()).isEqualTo(FAMILY);
    assertThat(new VerifiedToken("s3cret", Map.of("jti", "jti-1")).toString())
        .contains("jti-1")
        .doesNotContain("s3cret");
    assertThat(new Device("0123456789abcdef", null, null, null).toString())
        .doesNotContain("0123456789abcdef");
    assertThat(SecretBytes.of(new byte[] {115, 51})).hasToString("SecretBytes[2 octets]");
  }

  @Test
  void refreshTokenId_parse_readsWhatItWrote() {
    RefreshTokenId id = new RefreshTokenId(FAMILY, 41);
    assertThat(RefreshTokenId.parse(id.toString())).isEqualTo(id);
    for (String wrong :
        List.of("", FAMILY.toString(), FAMILY + ".", FAMILY + ".01", FAMILY + ".-1", id + " ")) {
      assertThatIllegalArgumentException().isThrownBy(() -> RefreshTokenId.parse(wrong));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new RefreshTokenId(FAMILY, -1));
  }

  @Test
  void device_fingerprintOutOfBounds_isRefused() {
    Device device = Device.unknown();
    assertThat(device.withFingerprint("f".repeat(16)).fingerprint()).hasSize(16);
    assertThat(device.withFingerprint("f".repeat(512)).fingerprint()).hasSize(512);
    for (String wrong :
        List.of("f".repeat(15), "f".repeat(513), "f".repeat(16) + "\n", "ü".repeat(16))) {
      assertThatIllegalArgumentException().isThrownBy(() -> device.withFingerprint(wrong));
    }
  }

  @Test
  void verifiedToken_readsClaimsAsMicroProfileJwtDoes() {
    VerifiedToken token =
        new VerifiedToken(
            "raw",
            Map.of(
                "sub",
                "u1",
                "upn",
                "anna",
                "jti",
                "j1",
                "iss",
                "https://issuer.example",
                "aud",
                "shop",
                "groups",
                List.of("user", "admin"),
                "exp",
                1_000L,
                "iat",
                100L,
                "epoch",
                2L,
                "sid",
                FAMILY.toString()));
    assertThat(token.getName()).isEqualTo("anna");
    assertThat(token.getSubject()).isEqualTo("u1");
    assertThat(token.getIssuer()).isEqualTo("https://issuer.example");
    assertThat(token.getAudience()).containsExactly("shop");
    assertThat(token.getGroups()).isEqualTo(Set.of("user", "admin"));
    assertThat(token.getExpirationTime()).isEqualTo(1_000L);
    assertThat(token.getIssuedAtTime()).isEqualTo(100L);
    assertThat(token.getTokenID()).isEqualTo("j1");
    assertThat(token.getRawToken()).isEqualTo("raw");
    assertThat(token.getSessionId()).contains(FAMILY);
    assertThat(token.getEpoch()).isEqualTo(2);
    assertThat(token.getClaimNames()).contains("sid").hasSize(10);
    assertThat(token.<String>getClaim("nonce")).isNull();
  }

  @Test
  void verifiedToken_withoutOptionalClaims_hasDefaults() {
    VerifiedToken token = new VerifiedToken("raw", Map.of("sub", "u1"));
    assertThat(token.getName()).isEqualTo("u1");
    assertThat(token.getGroups()).isEmpty();
    assertThat(token.getSessionId()).isEmpty();
    assertThat(token.getEpoch()).isEqualTo(-1);
  }

  @Test
  void verifiedToken_userId_isTheSubjectThatMustBeAUuid() {
    assertThat(new VerifiedToken("raw", Map.of("sub", FAMILY.toString())).userId())
        .isEqualTo(FAMILY);
    VerifiedToken foreign = new VerifiedToken("raw", Map.of("sub", "u1"));
    assertThatIllegalArgumentException().isThrownBy(foreign::userId);
  }
}
