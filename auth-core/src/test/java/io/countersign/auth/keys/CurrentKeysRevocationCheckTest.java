package io.countersign.auth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.countersign.auth.Actor;
import io.countersign.auth.InvalidSignatureException;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.AccessTokenIssuer.Subject;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.spi.InMemoryKeyStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.SigningKeyStore;
import io.countersign.auth.spi.keys.StoredKeys;
import io.countersign.auth.spi.keys.StoredSigningKey;
import io.countersign.auth.verify.JoseTokenVerifier;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** A node that is cut off from the keys, while its denylist goes on answering. */
class CurrentKeysRevocationCheckTest {

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final CutOffStore store = new CutOffStore(fixture.keys);
  private final StoredKeyRing cutOff =
      StoredKeyRing.open(
          store,
          fixture.masterKey,
          Fixture.signing(SigningAlgorithm.ES256),
          Fixture.RANDOM,
          fixture.crypto,
          fixture.events,
          fixture.clock);
  private final JoseTokenVerifier verifier =
      new JoseTokenVerifier(cutOff, Fixture.ACCESS, fixture.clock);
  private final CurrentKeysRevocationCheck check =
      new CurrentKeysRevocationCheck(cutOff, fixture.revocationCheck);

  private static final class CutOffStore implements SigningKeyStore {
    private final InMemoryKeyStore store;
    private boolean isCutOff;

    CutOffStore(InMemoryKeyStore store) {
      this.store = store;
    }

    @Override
    public StoredKeys keys() {
      requireReachable();
      return store.keys();
    }

    @Override
    public StoredKeys change(
        Function<StoredKeys, List<StoredSigningKey>> change, Report<StoredKeys> report) {
      requireReachable();
      return store.change(change, report);
    }

    private void requireReachable() {
      if (isCutOff) {
        throw new IllegalStateException("cut off");
      }
    }
  }

  private String token() {
    return fixture
        .issuer
        .issue(new Subject(fixture.user().id(), "anna", Set.of(), 0, UUID.randomUUID()))
        .value();
  }

  @Test
  void requireNotRevoked_revokedKeyOnANodeThatCannotHearOfIt_isRefusedAfterTheBound() {
    VerifiedToken token = verifier.verify(token());
    store.isCutOff = true;
    fixture.keyRing.revoke(fixture.keyRing.signingKey().kid(), Actor.SYSTEM);

    fixture.clock.advance(cutOff.trustedFor());
    check.requireNotRevoked(token);
    fixture.clock.advance(Duration.ofNanos(1));
    assertThatExceptionOfType(RevocationUnavailableException.class)
        .isThrownBy(() -> check.requireNotRevoked(token));
    assertThat(cutOff.canSign()).isFalse();
    verifier.verify(token.getRawToken()); // ordinary operations go on

    store.isCutOff = false;
    cutOff.refresh();
    assertThatExceptionOfType(InvalidSignatureException.class)
        .isThrownBy(() -> verifier.verify(token.getRawToken()));
    check.requireNotRevoked(verifier.verify(token()));
  }

  @Test
  void trustedFor_defaults_areAMinute() {
    assertThat(cutOff.trustedFor()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void requireNotRevoked_failedReads_doNotMakeTheKeysCurrent() {
    VerifiedToken token = verifier.verify(token());
    store.isCutOff = true;
    fixture.clock.advance(cutOff.trustedFor().plusNanos(1));
    assertThatIllegalStateException().isThrownBy(cutOff::refresh);
    assertThatExceptionOfType(RevocationUnavailableException.class)
        .isThrownBy(() -> check.requireNotRevoked(token));
  }
}
