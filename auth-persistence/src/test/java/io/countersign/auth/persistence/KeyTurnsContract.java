package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.Actor;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.keys.CryptoProvider;
import io.countersign.auth.keys.MasterKey;
import io.countersign.auth.keys.SigningSettings;
import io.countersign.auth.keys.StoredKeyRing;
import io.countersign.auth.spi.InMemoryKeyStore;
import io.countersign.auth.spi.InMemorySecurityEventStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.SigningKeyStore;
import io.countersign.auth.spi.keys.StoredSigningKey;
import io.countersign.auth.spi.keys.VerificationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The schedule on a store: from any keys it reaches any algorithm that is asked for. No key signs
 * before it has been shown for its whole lead.
 */
abstract class KeyTurnsContract {

  private static final Duration ROTATION = Duration.ofDays(30);
  private static final Duration AHEAD = Duration.ofHours(1);
  private static final Duration REFRESH = Duration.ofSeconds(5);
  private static final Duration LEAD = AHEAD.plus(REFRESH);
  private static final SecureRandom RANDOM = new SecureRandom();

  /** Keys take time to make: these serve every case. */
  private static final Map<SigningAlgorithm, StoredSigningKey> ACTIVE = new HashMap<>();

  private static final Map<SigningAlgorithm, StoredSigningKey> NEXT = new HashMap<>();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  static Path folder;

  @SuppressWarnings("NullAway.Init")
  private static MasterKey masterKey;

  private final TestClock clock = new TestClock();
  private final Map<String, Instant> shownSince = new HashMap<>();

  private static final class TestClock extends Clock {
    private Instant now = Instant.parse("2026-01-01T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  /** When the node begins that follows the setting. */
  enum Start {
    /** It runs when another node publishes the key that waits. */
    BEFORE,
    /** It starts while that key waits. */
    MEANWHILE,
    /** It starts when its turn has long come. */
    LATE
  }

  /**
   * A case.
   *
   * @param active what the key that signs is for
   * @param next what the key that waits is for, null where none does
   * @param setting what the node is told to sign with
   * @param start when it starts
   */
  record Turn(
      SigningAlgorithm active,
      @Nullable SigningAlgorithm next,
      SigningAlgorithm setting,
      Start start) {}

  static List<Turn> turns() {
    List<Turn> turns = new ArrayList<>();
    for (SigningAlgorithm active : SigningAlgorithm.values()) {
      for (SigningAlgorithm setting : SigningAlgorithm.values()) {
        for (Start start : Start.values()) {
          turns.add(new Turn(active, null, setting, start));
          for (SigningAlgorithm next : SigningAlgorithm.values()) {
            turns.add(new Turn(active, next, setting, start));
          }
        }
      }
    }
    return turns;
  }

  @BeforeAll
  static void makeMasterKey() throws IOException {
    Path file = Files.write(folder.resolve("master.key"), new byte[32]);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    masterKey = MasterKey.read(file, Optional.empty(), RANDOM);
  }

  /** The adapter under test, without any key. */
  abstract SigningKeyStore emptyStore();

  private StoredKeyRing open(SigningKeyStore store, SigningAlgorithm algorithm) {
    return StoredKeyRing.open(
        store,
        masterKey,
        new SigningSettings(
            algorithm,
            2048,
            Optional.empty(),
            ROTATION,
            AHEAD,
            Duration.ofMinutes(5),
            Duration.ofSeconds(30)),
        RANDOM,
        CryptoProvider.open(CryptoProvider.Choice.DEFAULT, RANDOM),
        new SecurityEvents(new InMemorySecurityEventStore(), List.of(), clock),
        clock);
  }

  /** A key that signs, as another node made it. */
  private StoredSigningKey active(SigningAlgorithm algorithm) {
    return ACTIVE.computeIfAbsent(
        algorithm,
        it -> {
          InMemoryKeyStore store = new InMemoryKeyStore();
          open(store, it);
          return store.keys().in(KeyState.ACTIVE).orElseThrow();
        });
  }

  /** A key that waits, as another node published it. */
  private StoredSigningKey next(SigningAlgorithm algorithm) {
    return NEXT.computeIfAbsent(
        algorithm, it -> open(new InMemoryKeyStore(), it).rotate(Actor.SYSTEM).orElseThrow());
  }

  @ParameterizedTest
  @MethodSource("turns")
  void refresh_anyTurn_endsWithTheSettingAndSignsWithNothingUnknown(Turn turn) {
    SigningKeyStore store = emptyStore();
    StoredSigningKey first = active(turn.active());
    store.change(all -> List.of(first), Report.nothing());
    shownSince.put(first.kid(), Instant.EPOCH);
    Optional<StoredSigningKey> next = Optional.ofNullable(turn.next()).map(this::next);
    StoredKeyRing node =
        switch (turn.start()) {
          case BEFORE -> {
            StoredKeyRing running = open(store, turn.setting());
            waits(store, next);
            yield running;
          }
          case MEANWHILE -> {
            waits(store, next);
            yield open(store, turn.setting());
          }
          case LATE -> {
            waits(store, next);
            clock.now = clock.now.plus(LEAD.multipliedBy(3));
            yield open(store, turn.setting());
          }
        };
    for (int i = 0; i < 6; i++) {
      requireKnown(node);
      clock.now = clock.now.plus(LEAD.dividedBy(2).plusSeconds(1));
      node.refresh();
    }
    requireKnown(node);
    assertThat(node.signingKey().algorithm()).isEqualTo(turn.setting());
    assertThat(store.keys().in(KeyState.PUBLISHED)).isEmpty();
    assertThat(store.keys().keys())
        .filteredOn(key -> key.state() == KeyState.RETIRED || key.state() == KeyState.DELETED)
        .hasSizeLessThanOrEqualTo(2);
  }

  /** Another node publishes it, unless one waits already. */
  private void waits(SigningKeyStore store, Optional<StoredSigningKey> next) {
    store.change(
        all -> all.in(KeyState.PUBLISHED).isPresent() ? List.of() : next.stream().toList(),
        Report.nothing());
    store.keys().in(KeyState.PUBLISHED).ifPresent(key -> show(key.kid()));
  }

  private void show(String kid) {
    shownSince.putIfAbsent(kid, clock.now);
  }

  /** A key that signs has been shown by every node, however late it heard of it. */
  private void requireKnown(StoredKeyRing node) {
    node.verificationKeys().stream().map(VerificationKey::kid).forEach(this::show);
    Instant since = shownSince.get(node.signingKey().kid());
    assertThat(Duration.between(since, clock.now)).isGreaterThanOrEqualTo(AHEAD);
  }
}
