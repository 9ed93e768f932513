package io.countersign.auth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.Actor;
import io.countersign.auth.InvalidSignatureException;
import io.countersign.auth.KeysUnavailableException;
import io.countersign.auth.core.AccessTokenIssuer;
import io.countersign.auth.core.AccessTokenIssuer.Subject;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.core.LogLines;
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
import io.countersign.auth.verify.InvalidSettingException;
import io.countersign.auth.verify.JoseTokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Nodes that cannot open a key, understand a row or change the keys, and what they do all the same.
 */
class UnreadableKeysTest {

  private static final SigningSettings SETTINGS = Fixture.signing(SigningAlgorithm.ES256);
  private static final Duration LEAD = SETTINGS.publishAhead().plus(SETTINGS.refreshInterval());
  private static final Duration PUBLISHES_AFTER = SETTINGS.rotationInterval().minus(LEAD);
  private static final MasterKey OLD = masterKey(1);
  private static final MasterKey NEW = masterKey(2).after(OLD);

  private final TestClock clock = new TestClock();
  private final SecurityEvents events =
      new SecurityEvents(new InMemorySecurityEventStore(), List.of(), clock);
  private final InMemoryKeyStore kept = new InMemoryKeyStore();
  private final UnchangeableStore store = new UnchangeableStore(kept);
  private final StoredKeyRing ring = open(OLD);

  /** A store that can be read, and changed when the test lets it. */
  private static final class UnchangeableStore implements SigningKeyStore {
    private final SigningKeyStore store;
    private volatile Runnable change = () -> {};

    UnchangeableStore(SigningKeyStore store) {
      this.store = store;
    }

    @Override
    public StoredKeys keys() {
      return store.keys();
    }

    @Override
    public StoredKeys change(
        Function<StoredKeys, List<StoredSigningKey>> changed, Report<StoredKeys> report) {
      change.run();
      return store.change(changed, report);
    }
  }

  private static MasterKey masterKey(int first) {
    byte[] octets = new byte[32];
    octets[0] = (byte) first;
    return new MasterKey(SecretBytes.of(octets), Fixture.RANDOM);
  }

  private StoredKeyRing open(MasterKey key) {
    return StoredKeyRing.open(
        store, key, SETTINGS, Fixture.RANDOM, CryptoProvider.ofThisJava(), events, clock);
  }

  private String token(StoredKeyRing signing) {
    return new AccessTokenIssuer(signing, Fixture.ACCESS, List.of(), UUID::randomUUID, clock)
        .issue(new Subject(UUID.randomUUID(), "anna", Set.of(), 0, null))
        .value();
  }

  private void verify(StoredKeyRing verifying, String token) {
    new JoseTokenVerifier(verifying, Fixture.ACCESS, clock).verify(token);
  }

  private void refusesToSign(StoredKeyRing node) {
    assertThat(node.canSign()).isFalse();
    assertThatExceptionOfType(KeysUnavailableException.class).isThrownBy(node::signingKey);
  }

  private Optional<StoredSigningKey> in(KeyState state) {
    return kept.keys().in(state);
  }

  private String kid(KeyState state) {
    return in(state).orElseThrow().kid();
  }

  @Test
  void refresh_nextKeySealedAnewBeforeItsTurn_oldNodeSignsWithIt() {
    String next = ring.rotate(Actor.SYSTEM).orElseThrow().kid();
    StoredKeyRing renewed = open(NEW);
    clock.advance(LEAD);
    renewed.refresh();
    ring.refresh();
    assertThat(ring.signingKey().kid()).isEqualTo(next);
    verify(renewed, token(ring));
  }

  @Test
  void refresh_nextKeyOfANewMasterKey_isLeftToANodeThatCanOpenIt() {
    String first = kid(KeyState.ACTIVE);
    StoredKeyRing renewed = open(NEW);
    String next = renewed.rotate(Actor.SYSTEM).orElseThrow().kid();
    clock.advance(LEAD);
    ring.refresh();
    assertThat(kid(KeyState.ACTIVE)).isEqualTo(first);
    assertThat(ring.signingKey().kid()).isEqualTo(first);

    renewed.refresh();
    ring.refresh();
    assertThat(kid(KeyState.ACTIVE)).isEqualTo(next);
    refusesToSign(ring);
    verify(ring, token(renewed));
  }

  @Test
  void refresh_nextKeyThatNobodyOpens_isGivenUpAfterAnotherLead() {
    String first = kid(KeyState.ACTIVE);
    String lost = open(NEW).rotate(Actor.SYSTEM).orElseThrow().kid();
    clock.advance(LEAD.multipliedBy(2).minusMillis(1));
    ring.refresh();
    assertThat(kid(KeyState.PUBLISHED)).isEqualTo(lost);
    clock.advance(Duration.ofMillis(1));
    ring.refresh();
    assertThat(kid(KeyState.DELETED)).isEqualTo(lost);
    assertThat(ring.signingKey().kid()).isEqualTo(first);

    clock.advance(PUBLISHES_AFTER);
    ring.refresh();
    assertThat(in(KeyState.PUBLISHED)).isPresent();
  }

  @Test
  void revoke_activeKeyWhileTheNextCannotBeOpened_aNewKeySigns() {
    String next = open(NEW).rotate(Actor.SYSTEM).orElseThrow().kid();
    ring.revoke(kid(KeyState.ACTIVE), Actor.SYSTEM);
    verify(ring, token(ring));
    assertThat(kid(KeyState.PUBLISHED)).isEqualTo(next);
  }

  @Test
  void refresh_keyThatCannotBeOpened_isLoggedOnce() {
    try (LogLines log = new LogLines(OpenedKeys.class.getName())) {
      String next = open(NEW).rotate(Actor.SYSTEM).orElseThrow().kid();
      for (int i = 0; i < 5; i++) {
        ring.refresh();
        clock.advance(LEAD);
        ring.rotate(Actor.SYSTEM);
      }
      assertThat(log.lines()).filteredOn(line -> line.contains(next)).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUBLISHED", "STANDBY"})
  void refresh_keyOfANewerVersionThatWillSign_nothingBegins(String state) {
    String first = kid(KeyState.ACTIVE);
    kept.addStranger("newer", state, true);
    List<StoredSigningKey> before = kept.keys().keys();
    clock.advance(PUBLISHES_AFTER.plus(LEAD));
    ring.refresh();
    StoredKeyRing restarted = open(OLD);
    assertThat(kept.keys().keys()).isEqualTo(before);
    assertThat(ring.rotate(Actor.SYSTEM)).isEmpty();
    assertThat(ring.signingKey().kid()).isEqualTo(first);
    assertThat(restarted.signingKey().kid()).isEqualTo(first);

    kept.removeStranger("newer");
    ring.refresh();
    assertThat(in(KeyState.PUBLISHED)).isPresent();
  }

  @Test
  void revoke_whileAKeyOfANewerVersionWaits_anotherSignsAtOnce() {
    String compromised = kid(KeyState.ACTIVE);
    kept.addStranger("newer", "PUBLISHED", true);
    ring.revoke(compromised, Actor.SYSTEM);
    assertThat(kid(KeyState.REVOKED)).isEqualTo(compromised);
    assertThat(ring.signingKey().kid()).isEqualTo(kid(KeyState.ACTIVE));
  }

  /** The newer nodes retired the key of the older ones. */
  @Test
  void refresh_keyOfANewerVersionSigns_oldNodeVerifiesAndWaits() {
    String token = token(ring);
    String first = kid(KeyState.ACTIVE);
    kept.change(
        all -> List.of(in(KeyState.ACTIVE).orElseThrow().ended(KeyState.RETIRED, now())),
        Report.nothing());
    kept.addStranger("newer", "ACTIVE", true);
    ring.refresh();
    refusesToSign(ring);
    verify(ring, token);
    refusesToSign(open(OLD));

    assertThat(ring.revoke(first, Actor.SYSTEM)).isTrue();
    assertThat(in(KeyState.ACTIVE)).isEmpty();
    assertThatExceptionOfType(InvalidSignatureException.class)
        .isThrownBy(() -> verify(ring, token));
  }

  private Instant now() {
    return clock.instant();
  }

  @ParameterizedTest
  @ValueSource(strings = {"RETIRED", "ARCHIVED"})
  void refresh_keyOfANewerVersionThatHasEnded_changesNothing(String state) {
    kept.addStranger("newer", state, false);
    clock.advance(PUBLISHES_AFTER);
    ring.refresh();
    assertThat(in(KeyState.PUBLISHED)).isPresent();
    clock.advance(LEAD);
    ring.refresh();
    assertThat(in(KeyState.RETIRED)).isPresent();
  }

  private static StoredSigningKey damaged(StoredSigningKey key, boolean inPublic) {
    SecretBytes garbage = SecretBytes.of(new byte[] {1, 2, 3});
    return new StoredSigningKey(
        key.kid(),
        key.algorithm(),
        key.state(),
        inPublic ? garbage : key.publicKey(),
        key.sealedPrivateKey().map(octets -> inPublic ? octets : garbage),
        key.createdAt(),
        key.activatesAt(),
        key.endedAt());
  }

  private String everyStateHasAKey() {
    ring.rotate(Actor.SYSTEM);
    clock.advance(LEAD);
    ring.refresh();
    ring.rotate(Actor.SYSTEM);
    return token(ring);
  }

  @ParameterizedTest
  @EnumSource(names = {"PUBLISHED", "ACTIVE", "RETIRED"})
  void refresh_damagedPublicKey_costsThatKeyOnly(KeyState state) {
    String token = everyStateHasAKey();
    StoredSigningKey key = in(state).orElseThrow();
    kept.damage(damaged(key, true));
    ring.refresh();
    assertThat(ring.verificationKey(key.kid())).isEmpty();
    assertThat(ring.publishedKeySet().json()).doesNotContain(key.kid());
    assertThat(ring.verificationKeys()).hasSize(2);
    StoredKeyRing restarted = open(OLD);
    for (StoredKeyRing node : List.of(ring, restarted)) {
      if (state == KeyState.ACTIVE) {
        refusesToSign(node);
      } else {
        verify(node, token);
        verify(ring, token(node));
      }
    }
    ring.revoke(key.kid(), Actor.SYSTEM);
    verify(ring, token(ring));
  }

  /** Another key under the same name is damage as well: nobody could verify by both. */
  @Test
  void refresh_publicKeyOfAnotherName_isNotTrusted() {
    everyStateHasAKey();
    StoredSigningKey active = in(KeyState.ACTIVE).orElseThrow();
    StoredSigningKey retired = in(KeyState.RETIRED).orElseThrow();
    kept.damage(
        new StoredSigningKey(
            retired.kid(),
            retired.algorithm(),
            retired.state(),
            active.publicKey(),
            retired.sealedPrivateKey(),
            retired.createdAt(),
            retired.activatesAt(),
            retired.endedAt()));
    ring.refresh();
    assertThat(ring.verificationKey(retired.kid())).isEmpty();
  }

  @Test
  void refresh_damagedPrivateKey_isNoLossToANodeThatHasIt() {
    String token = everyStateHasAKey();
    for (KeyState state : List.of(KeyState.PUBLISHED, KeyState.ACTIVE)) {
      kept.damage(damaged(in(state).orElseThrow(), false));
    }
    ring.refresh();
    verify(ring, token);
    verify(ring, token(ring));
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> open(OLD))
        .withMessageContaining(kid(KeyState.ACTIVE));
  }

  @Test
  void open_damagedNextKey_startsAndSigns() {
    everyStateHasAKey();
    kept.damage(damaged(in(KeyState.PUBLISHED).orElseThrow(), false));
    StoredKeyRing restarted = open(NEW);
    verify(ring, token(restarted));
  }

  @Test
  void refresh_stepThatFails_signsOnAndTriesAgain() {
    store.change = UnreadableKeysTest::fail;
    clock.advance(PUBLISHES_AFTER);
    try (LogLines log = new LogLines(StoredKeyRing.class.getName())) {
      for (int i = 0; i < 3; i++) {
        ring.refresh();
        verify(ring, token(ring));
      }
      assertThat(log.lines()).hasSize(1).first().asString().contains("no");
    }
    verify(ring, token(open(OLD)));

    store.change = () -> {};
    ring.refresh();
    assertThat(in(KeyState.PUBLISHED)).isPresent();
  }

  private static void fail() {
    throw new IllegalStateException("no");
  }

  /** Another node may hold the lock for as long as its network is gone. */
  @Test
  void signingKey_whileAStepWaitsForTheLock_isReadAndSigns() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    store.change =
        () -> {
          waiting.countDown();
          await(released);
        };
    clock.advance(PUBLISHES_AFTER);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Future<?> step = threads.submit(ring::refresh);
      await(waiting);
      clock.advance(SETTINGS.refreshInterval().multipliedBy(3));
      assertThat(threads.submit(ring::signingKey).get(1, TimeUnit.MINUTES).kid())
          .isEqualTo(kid(KeyState.ACTIVE));
      assertThat(ring.age()).isZero();
      assertThat(step.isDone()).isFalse();
      released.countDown();
      step.get(1, TimeUnit.MINUTES);
    } finally {
      released.countDown();
      threads.shutdownNow();
    }
    assertThat(in(KeyState.PUBLISHED)).isPresent();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
