package io.countersign.auth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.countersign.auth.AccessToken;
import io.countersign.auth.Actor;
import io.countersign.auth.InvalidSignatureException;
import io.countersign.auth.KeysUnavailableException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.core.AccessTokenIssuer;
import io.countersign.auth.core.AccessTokenIssuer.Subject;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.core.TestClock;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.spi.InMemoryKeyStore;
import io.countersign.auth.spi.InMemorySecurityEventStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.SigningKeyStore;
import io.countersign.auth.spi.keys.StoredKeys;
import io.countersign.auth.spi.keys.StoredSigningKey;
import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.InvalidSettingException;
import io.countersign.auth.verify.JoseTokenVerifier;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class StoredKeyRingTest {

  private static final Duration MICROSECOND = Duration.of(1, ChronoUnit.MICROS);
  private static final SigningSettings SETTINGS = Fixture.signing(SigningAlgorithm.ES256);
  private static final Duration LEAD = SETTINGS.publishAhead().plus(SETTINGS.refreshInterval());
  private static final Duration PUBLISHES_AFTER = SETTINGS.rotationInterval().minus(LEAD);

  /** Tokens that live, and are accepted, for as long as any can be. */
  private static final AccessTokenSettings LONGEST =
      new AccessTokenSettings(
          Fixture.ACCESS.issuer(),
          Fixture.ACCESS.audience(),
          AccessToken.LONGEST_TTL,
          "JWT",
          TokenVerifier.LARGEST_SKEW);

  private final TestClock clock = new TestClock();
  private final InMemorySecurityEventStore eventStore = new InMemorySecurityEventStore();
  private Consumer<SecurityEvent> listener = event -> {};
  private final SecurityEvents events =
      new SecurityEvents(eventStore, List.of(event -> listener.accept(event)), clock);
  private final OutageStore store = new OutageStore();
  private final MasterKey masterKey = masterKey(1);
  private final StoredKeyRing ring = open();

  /** A store that can be away. */
  private static final class OutageStore implements SigningKeyStore {
    private final InMemoryKeyStore store = new InMemoryKeyStore();
    private boolean away;
    private Runnable waiting = () -> {};

    @Override
    public StoredKeys keys() {
      requireThere();
      return store.keys();
    }

    @Override
    public StoredKeys change(
        Function<StoredKeys, List<StoredSigningKey>> change, Report<StoredKeys> report) {
      requireThere();
      waiting.run();
      return store.change(change, report);
    }

    private void requireThere() {
      if (away) {
        throw new IllegalStateException("away");
      }
    }
  }

  private static MasterKey masterKey(int first) {
    byte[] octets = new byte[32];
    octets[0] = (byte) first;
    return new MasterKey(SecretBytes.of(octets), Fixture.RANDOM);
  }

  private StoredKeyRing open() {
    return open(SETTINGS, masterKey);
  }

  private StoredKeyRing open(SigningSettings settings, MasterKey key) {
    return StoredKeyRing.open(
        store, key, settings, Fixture.RANDOM, CryptoProvider.ofThisJava(), events, clock);
  }

  private String token(StoredKeyRing signing) {
    return new AccessTokenIssuer(signing, LONGEST, List.of(), UUID::randomUUID, clock)
        .issue(new Subject(UUID.randomUUID(), "anna", Set.of(), 0, null))
        .value();
  }

  private void verify(StoredKeyRing verifying, String token) {
    new JoseTokenVerifier(verifying, LONGEST, clock).verify(token);
  }

  private void refused(StoredKeyRing verifying, String token) {
    assertThatExceptionOfType(InvalidSignatureException.class)
        .isThrownBy(() -> verify(verifying, token));
  }

  private void refreshAfter(Duration time) {
    clock.advance(time);
    ring.refresh();
  }

  private Optional<StoredSigningKey> in(KeyState state) {
    return store.keys().in(state);
  }

  private List<StoredSigningKey> keys() {
    return store.keys().keys();
  }

  private String kid(KeyState state) {
    return in(state).orElseThrow().kid();
  }

  @Test
  void open_firstStart_signsAtOnce() {
    assertThat(keys()).hasSize(1);
    assertThat(ring.signingKey().kid()).isEqualTo(kid(KeyState.ACTIVE));
    verify(ring, token(ring));
  }

  @Test
  void refresh_beforeTheLead_publishesNothing() {
    refreshAfter(PUBLISHES_AFTER.minus(MICROSECOND));
    assertThat(keys()).hasSize(1);
  }

  @Test
  void refresh_atTheLead_publishesTheNextKeyWhichDoesNotSign() {
    String first = kid(KeyState.ACTIVE);
    refreshAfter(PUBLISHES_AFTER);
    assertThat(ring.signingKey().kid()).isEqualTo(first);
    assertThat(ring.publishedKeySet().json()).contains(first, kid(KeyState.PUBLISHED));
    assertThat(ring.verificationKey(kid(KeyState.PUBLISHED))).isPresent();
  }

  @Test
  void refresh_publishedKey_signsAfterTheWholeLeadAndNotBefore() {
    String first = kid(KeyState.ACTIVE);
    refreshAfter(PUBLISHES_AFTER);
    String next = kid(KeyState.PUBLISHED);

    refreshAfter(LEAD.minus(MICROSECOND));
    assertThat(ring.signingKey().kid()).isEqualTo(first);
    String lastOfFirst = token(ring);

    refreshAfter(MICROSECOND);
    assertThat(ring.signingKey().kid()).isEqualTo(next);
    assertThat(kid(KeyState.RETIRED)).isEqualTo(first);
    verify(ring, lastOfFirst);
    verify(ring, token(ring));
  }

  @Test
  void refresh_nextKeySigns_afterTheRotationIntervalExactly() {
    String first = kid(KeyState.ACTIVE);
    refreshAfter(PUBLISHES_AFTER);
    clock.advance(LEAD);
    ring.refresh();
    assertThat(in(KeyState.RETIRED).orElseThrow().kid()).isEqualTo(first);
    assertThat(in(KeyState.ACTIVE).orElseThrow().activatesAt()).isEqualTo(clock.instant());
  }

  private String lastTokenOfTheFirstKey() {
    refreshAfter(PUBLISHES_AFTER);
    clock.advance(LEAD.minus(MICROSECOND));
    String token = token(ring);
    refreshAfter(MICROSECOND);
    return token;
  }

  @Test
  void refresh_retiredKey_hasNoPrivatePart() {
    lastTokenOfTheFirstKey();
    assertThat(in(KeyState.RETIRED).orElseThrow().sealedPrivateKey()).isEmpty();
  }

  @Test
  void refresh_retiredKey_verifiesUntilItsLastTokenHasExpired() {
    String last = lastTokenOfTheFirstKey();
    refreshAfter(
        AccessToken.LONGEST_TTL.plus(TokenVerifier.LARGEST_SKEW).minus(Duration.ofSeconds(2)));
    verify(ring, last);
  }

  @Test
  void refresh_retiredKey_isDeletedAfterItsTimeAndNotBefore() {
    assertThat(KeySchedule.VERIFIES_FOR).isEqualTo(Duration.ofMinutes(66));
    lastTokenOfTheFirstKey();
    String first = kid(KeyState.RETIRED);
    refreshAfter(KeySchedule.VERIFIES_FOR.minus(MICROSECOND));
    assertThat(ring.verificationKey(first)).isPresent();
    assertThat(StoredKeyRing.deletesAt(in(KeyState.RETIRED).orElseThrow()))
        .isEqualTo(clock.instant().plus(MICROSECOND));

    refreshAfter(MICROSECOND);
    assertThat(ring.verificationKey(first)).isEmpty();
    assertThat(ring.publishedKeySet().json()).doesNotContain(first);
    assertThat(ring.keys()).noneMatch(key -> key.kid().equals(first));
    assertThat(kid(KeyState.DELETED)).isEqualTo(first);
  }

  @Test
  void refresh_afterALongTimeDown_rotatesStepByStep() {
    refreshAfter(Duration.ofDays(365));
    assertThat(in(KeyState.PUBLISHED)).isPresent();
    assertThat(in(KeyState.RETIRED)).isEmpty();
    refreshAfter(LEAD);
    assertThat(in(KeyState.RETIRED)).isPresent();
    assertThat(in(KeyState.PUBLISHED)).isEmpty();
  }

  private StoredSigningKey rotate() {
    return ring.rotate(Actor.SYSTEM).orElseThrow();
  }

  @Test
  void rotate_byHand_publishesOnceAndWaitsTheLead() {
    String first = kid(KeyState.ACTIVE);
    StoredSigningKey next = rotate();
    assertThat(next.activatesAt()).isEqualTo(clock.instant().plus(LEAD));
    assertThat(rotate()).isEqualTo(next);
    assertThat(ring.signingKey().kid()).isEqualTo(first);
    refreshAfter(LEAD);
    assertThat(ring.signingKey().kid()).isEqualTo(next.kid());
  }

  /** Another node may hold the lock for as long as it generates a key. */
  @Test
  void rotate_afterAWaitForTheLock_leadBeginsWhenTheKeyIsShown() {
    store.waiting = () -> clock.advance(Duration.ofSeconds(30));
    StoredSigningKey next = rotate();
    assertThat(next.activatesAt()).isEqualTo(clock.instant().plus(LEAD));
    clock.advance(PUBLISHES_AFTER);
    ring.refresh();
    assertThat(in(KeyState.RETIRED).orElseThrow().endedAt()).contains(clock.instant());
  }

  @Test
  void open_otherAlgorithm_isARotation() {
    String token = token(ring);
    StoredKeyRing changed = open(Fixture.signing(SigningAlgorithm.RS256), masterKey);
    assertThat(in(KeyState.PUBLISHED).orElseThrow().algorithm()).isEqualTo(SigningAlgorithm.RS256);
    assertThat(changed.signingKey().algorithm()).isEqualTo(SigningAlgorithm.ES256);
    clock.advance(LEAD);
    changed.refresh();
    assertThat(changed.signingKey().algorithm()).isEqualTo(SigningAlgorithm.RS256);
    verify(changed, token(changed));
    clock.advance(LEAD.negated());
    verify(changed, token);
    assertThat(changed.verificationKeys())
        .extracting(key -> key.algorithm())
        .containsExactly(SigningAlgorithm.RS256, SigningAlgorithm.ES256);
  }

  @Test
  void jwks_rsaComesBeforeEc_whicheverSigns() {
    open(Fixture.signing(SigningAlgorithm.RS256), masterKey);
    ring.refresh();
    assertThat(ring.verificationKeys())
        .extracting(key -> key.algorithm())
        .containsExactly(SigningAlgorithm.RS256, SigningAlgorithm.ES256);
    assertThat(ring.publishedKeySet().json()).matches("\\{\"keys\":\\[\\{\"kty\":\"RSA\".*");
  }

  @Test
  void revoke_activeKey_anotherSignsAtOnceAndNothingOfItIsTrusted() {
    String token = token(ring);
    String compromised = kid(KeyState.ACTIVE);
    assertThat(ring.revoke(compromised, Actor.SYSTEM)).isTrue();
    assertThat(ring.signingKey().kid()).isNotEqualTo(compromised).isEqualTo(kid(KeyState.ACTIVE));
    refused(ring, token);
    verify(ring, token(ring));
    assertThat(ring.publishedKeySet().json()).doesNotContain(compromised);
    assertThat(in(KeyState.REVOKED).orElseThrow().sealedPrivateKey()).isEmpty();
    assertThat(ring.lastTrustedAt())
        .isEqualTo(clock.instant().plus(SETTINGS.refreshInterval()).plus(SETTINGS.jwksMaxAge()));
  }

  @Test
  void revoke_isToldOnceThisNodeRefusesTheKey() {
    String compromised = kid(KeyState.ACTIVE);
    List<Boolean> isStillTrusted = new ArrayList<>();
    listener = event -> isStillTrusted.add(ring.verificationKey(compromised).isPresent());
    ring.revoke(compromised, Actor.SYSTEM);
    assertThat(isStillTrusted).isNotEmpty().containsOnly(false);
  }

  @Test
  void revoke_activeKeyWhileANextOneWaits_theNextOneSigns() {
    String next = rotate().kid();
    ring.revoke(kid(KeyState.ACTIVE), Actor.SYSTEM);
    assertThat(ring.signingKey().kid()).isEqualTo(next);
    assertThat(in(KeyState.PUBLISHED)).isEmpty();
  }

  @Test
  void revoke_publishedKey_itNeverSigns() {
    String active = kid(KeyState.ACTIVE);
    String next = rotate().kid();
    ring.revoke(next, Actor.SYSTEM);
    refreshAfter(LEAD);
    assertThat(ring.signingKey().kid()).isEqualTo(active);
    assertThat(ring.verificationKey(next)).isEmpty();
  }

  @Test
  void revoke_retiredKey_itsTokensAreRefused() {
    String token = lastTokenOfTheFirstKey();
    String active = kid(KeyState.ACTIVE);
    ring.revoke(kid(KeyState.RETIRED), Actor.SYSTEM);
    refused(ring, token);
    assertThat(ring.signingKey().kid()).isEqualTo(active);
  }

  @Test
  void revoke_again_changesNothing() {
    String compromised = kid(KeyState.ACTIVE);
    ring.revoke(compromised, Actor.SYSTEM);
    List<StoredSigningKey> once = keys();
    clock.advance(Duration.ofSeconds(1));
    assertThat(ring.revoke(compromised, Actor.SYSTEM)).isTrue();
    assertThat(keys()).isEqualTo(once);
  }

  @Test
  void revoke_unknownOrDeletedKey_isFalse() {
    assertThat(ring.revoke("unknown", Actor.SYSTEM)).isFalse();
    lastTokenOfTheFirstKey();
    refreshAfter(KeySchedule.VERIFIES_FOR);
    assertThat(ring.revoke(kid(KeyState.DELETED), Actor.SYSTEM)).isFalse();
  }

  @Test
  void refresh_otherNode_followsTheOneThatRotates() {
    StoredKeyRing other = open();
    String next = rotate().kid();
    assertThat(other.verificationKey(next)).isEmpty();
    other.refresh();
    assertThat(other.verificationKey(next)).isPresent();
  }

  @Test
  void signingKey_ofANodeThatDidNotLook_isLookedUp() {
    StoredKeyRing other = open();
    rotate();
    refreshAfter(LEAD);
    assertThat(other.signingKey().kid()).isEqualTo(ring.signingKey().kid());
  }

  @Test
  void signingKey_withinTwoRefreshIntervals_asksNobody() {
    store.away = true;
    clock.advance(SETTINGS.refreshInterval().multipliedBy(2));
    assertThat(ring.signingKey()).isNotNull();
    clock.advance(MICROSECOND);
    assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(ring::signingKey);
  }

  @Test
  void verificationKey_storeAway_goesOnVerifying() {
    String token = token(ring);
    store.away = true;
    clock.advance(Duration.ofMinutes(50));
    assertThatIllegalStateException().isThrownBy(ring::refresh);
    verify(ring, token);
  }

  /** A key published right after the last look would sign when this node's answer runs out. */
  @Test
  void publishedKeySet_storeAway_mayBeKeptForAsLongAsItIsTrue() {
    assertThat(ring.publishedKeySet().maxAge()).isEqualTo(SETTINGS.jwksMaxAge());
    Duration answeredFor = LEAD.minus(SETTINGS.clockSkew());
    clock.advance(answeredFor.minus(SETTINGS.jwksMaxAge()));
    assertThat(ring.publishedKeySet().maxAge()).isEqualTo(SETTINGS.jwksMaxAge());
    clock.advance(MICROSECOND);
    assertThat(ring.publishedKeySet().maxAge()).isEqualTo(SETTINGS.jwksMaxAge().minus(MICROSECOND));
    clock.advance(SETTINGS.jwksMaxAge());
    assertThat(ring.publishedKeySet().maxAge()).isZero();
  }

  @Test
  void publishedKeySet_changedKeys_haveAnotherTag() {
    String tag = ring.publishedKeySet().etag();
    ring.refresh();
    assertThat(ring.publishedKeySet().etag()).isEqualTo(tag);
    rotate();
    assertThat(ring.publishedKeySet().etag()).isNotEqualTo(tag);
  }

  @Test
  void refresh_manyNodesAtOnce_oneRotates() throws Exception {
    List<StoredKeyRing> nodes = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      nodes.add(open());
    }
    for (Duration step : List.of(PUBLISHES_AFTER, LEAD, PUBLISHES_AFTER.minus(LEAD), LEAD)) {
      clock.advance(step);
      atOnce(nodes);
      assertThat(keys().stream().filter(key -> key.state() == KeyState.ACTIVE)).hasSize(1);
      assertThat(nodes.stream().map(node -> node.signingKey().kid()).distinct()).hasSize(1);
      assertThat(nodes.stream().map(node -> node.publishedKeySet().json()).distinct()).hasSize(1);
    }
    assertThat(keys())
        .extracting(StoredSigningKey::state)
        .containsExactlyInAnyOrder(KeyState.DELETED, KeyState.ACTIVE, KeyState.PUBLISHED);
  }

  private static void atOnce(List<StoredKeyRing> nodes) throws Exception {
    CyclicBarrier start = new CyclicBarrier(nodes.size());
    ExecutorService threads = Executors.newFixedThreadPool(nodes.size());
    try {
      List<Future<?>> refreshes = new ArrayList<>();
      for (StoredKeyRing node : nodes) {
        refreshes.add(
            threads.submit(
                () -> {
                  start.await();
                  node.refresh();
                  return null;
                }));
      }
      for (Future<?> refresh : refreshes) {
        refresh.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void open_wrongMasterKey_isRefusedBeforeAnythingChanges() {
    clock.advance(PUBLISHES_AFTER);
    List<StoredSigningKey> before = keys();
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> open(SETTINGS, masterKey(2)))
        .withMessageContaining("countersign.master-key-file")
        .withMessageContaining("restore the file");
    assertThat(keys()).isEqualTo(before);
  }

  @Test
  void open_changedMasterKey_sealsEverythingAnewAndChangesNothingElse() {
    String token = token(ring);
    rotate();
    List<StoredSigningKey> before = keys();
    StoredKeyRing changed = open(SETTINGS, masterKey(2).after(masterKey));
    verify(changed, token);
    assertThat(keys())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("sealedPrivateKey")
        .isEqualTo(before);

    verify(open(SETTINGS, masterKey(2)), token);
    assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(this::open);
    List<StoredSigningKey> sealedAnew = keys();
    open(SETTINGS, masterKey(2).after(masterKey));
    assertThat(keys()).isEqualTo(sealedAnew);
  }

  @Test
  void refresh_keysSealedAnewByAnotherNode_goesOnSigning() {
    open(SETTINGS, masterKey(2).after(masterKey));
    refreshAfter(Duration.ofSeconds(2));
    verify(ring, token(ring));
  }

  @Test
  void stored_nothingThatRests_holdsThePrivateScalar() {
    ECPrivateKey privateKey = (ECPrivateKey) ring.signingKey().privateKey();
    String scalar = "%064x".formatted(privateKey.getS());
    assertThat(HexFormat.of().formatHex(privateKey.getEncoded())).contains(scalar);
    StoredSigningKey key = in(KeyState.ACTIVE).orElseThrow();
    for (SecretBytes rests : List.of(key.publicKey(), key.sealedPrivateKey().orElseThrow())) {
      assertThat(HexFormat.of().formatHex(rests.toByteArray())).doesNotContain(scalar);
    }
  }
}
