package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.auth.InvalidSignatureException;
import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.TokenExpiredException;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.AccessTokenIssuer;
import io.countersign.auth.core.AccessTokenIssuer.Subject;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.keys.SigningKeys;
import io.countersign.auth.spi.keys.KeyRing;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.spi.keys.VerificationKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CachingTokenVerifierTest {

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final DroppableKeyRing ring = new DroppableKeyRing(fixture.keyRing);
  private final CachingTokenVerifier cache =
      new CachingTokenVerifier(new JoseTokenVerifier(ring, Fixture.ACCESS, fixture.clock), 2);

  /** A key ring that can lose its key. */
  private static final class DroppableKeyRing implements KeyRing {
    private final KeyRing whole;
    private boolean dropped;
    private Optional<VerificationKey> replaced = Optional.empty();

    private DroppableKeyRing(KeyRing whole) {
      this.whole = whole;
    }

    @Override
    public SigningKey signingKey() {
      return whole.signingKey();
    }

    @Override
    public Optional<VerificationKey> verificationKey(String kid) {
      return dropped ? Optional.empty() : replaced.or(() -> whole.verificationKey(kid));
    }

    @Override
    public List<VerificationKey> verificationKeys() {
      return whole.verificationKeys();
    }
  }

  private String token() {
    return token(Map.of());
  }

  private String token(Map<String, Object> contributed) {
    return new AccessTokenIssuer(
            fixture.keyRing,
            Fixture.ACCESS,
            List.of(user -> contributed),
            UUID::randomUUID,
            fixture.clock)
        .issue(new Subject(UUID.randomUUID(), "anna", Set.of("user"), 0, null))
        .value();
  }

  private void replaceKey() {
    ring.replaced =
        Optional.of(
            new VerificationKey(
                fixture.keyRing.signingKey().kid(),
                SigningAlgorithm.ES256,
                SigningKeys.generate(SigningAlgorithm.ES256, 0, Fixture.RANDOM).getPublic()));
  }

  @Test
  void verify_again_saysTheSame() {
    String token = token();
    VerifiedToken first = cache.verify(token);
    VerifiedToken again = cache.verify(new String(token.toCharArray()));
    assertThat(again.getTokenID()).isEqualTo(first.getTokenID());
    assertThat(again.getClaimNames()).isEqualTo(first.getClaimNames());
    assertThat(again.getRawToken()).isEqualTo(token);
  }

  @Test
  void verify_again_checksNoSignature() {
    String token = token();
    String other = token();
    cache.verify(token);
    replaceKey();
    cache.verify(token);
    assertThatExceptionOfType(InvalidSignatureException.class)
        .isThrownBy(() -> cache.verify(other));
  }

  @Test
  void verify_longestToken_isRemembered() {
    int room = (8192 - token(Map.of("filler", "")).length()) * 3 / 4;
    String token = token(Map.of("filler", "x".repeat(room)));
    assertThat(token).hasSize(8192);
    cache.verify(token);
    replaceKey();
    cache.verify(token);
  }

  @Test
  void verify_claims_cannotBeChanged() {
    String token = token(Map.of("tenants", List.of("a")));
    List<String> tenants = Objects.requireNonNull(cache.verify(token).getClaim("tenants"));
    assertThatThrownBy(() -> tenants.add("b")).isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void verify_manyTokens_eachSaysItsOwn() {
    for (int i = 0; i < 20; i++) {
      String token = token();
      String id = fixture.verifier.verify(token).getTokenID();
      assertThat(cache.verify(token).getTokenID()).isEqualTo(id);
      assertThat(cache.verify(token).getTokenID()).isEqualTo(id);
    }
  }

  @Test
  void verify_hitAfterExpiry_isExpired() {
    String token = token();
    cache.verify(token);
    fixture.clock.advance(Duration.ofMinutes(15).plusSeconds(30));
    assertThatExceptionOfType(TokenExpiredException.class).isThrownBy(() -> cache.verify(token));
  }

  @Test
  void verify_hitAfterTheKeyWasDropped_isRefused() {
    String token = token();
    cache.verify(token);
    ring.dropped = true;
    assertThatExceptionOfType(InvalidSignatureException.class)
        .isThrownBy(() -> cache.verify(token));
  }

  @Test
  void verify_refusedToken_isRefusedAgain() {
    String token = token();
    String forged = token.substring(0, token.lastIndexOf('.')) + "." + "A".repeat(86);
    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(InvalidSignatureException.class)
          .isThrownBy(() -> cache.verify(forged));
      assertThatExceptionOfType(MalformedTokenException.class)
          .isThrownBy(() -> cache.verify(token + "="));
      assertThatExceptionOfType(MalformedTokenException.class)
          .isThrownBy(() -> cache.verify("x".repeat(9000)));
      cache.verify(token);
    }
  }
}
