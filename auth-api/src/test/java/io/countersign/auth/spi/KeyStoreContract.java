package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.SigningKeyStore;
import io.countersign.auth.spi.keys.StoredSigningKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link SigningKeyStore} and {@link SecretStore} does. */
public abstract class KeyStoreContract {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final SecretBytes OCTETS = SecretBytes.of(new byte[] {1, 2, 3});

  /** The adapter under test. */
  protected abstract SigningKeyStore keys();

  /** The adapter under test. */
  protected abstract SecretStore secrets();

  private List<StoredSigningKey> stored() {
    return keys().keys().keys();
  }

  private List<StoredSigningKey> change(UnaryOperator<List<StoredSigningKey>> change) {
    return keys().change(stored -> change.apply(stored.keys()), Report.nothing()).keys();
  }

  private static StoredSigningKey published(String kid) {
    return new StoredSigningKey(
        kid,
        SigningAlgorithm.ES256,
        KeyState.PUBLISHED,
        OCTETS,
        Optional.of(OCTETS),
        NOON,
        NOON.plusSeconds(60),
        Optional.empty());
  }

  private static StoredSigningKey retired(String kid) {
    return published(kid).ended(KeyState.RETIRED, NOON.plusSeconds(120));
  }

  private static List<StoredSigningKey> with(List<StoredSigningKey> keys, StoredSigningKey added) {
    List<StoredSigningKey> all = new ArrayList<>(keys);
    all.add(added);
    return all;
  }

  @Test
  void change_wholeLifeOfAKey_isKeptAtEachStep() {
    String kid = "kid-" + UUID.randomUUID();
    StoredSigningKey key = published(kid);
    assertThat(change(keys -> with(keys, key))).contains(key);
    assertThat(stored()).contains(key);
    List<StoredSigningKey> steps =
        List.of(
            key.resealed(SecretBytes.of(new byte[] {4})),
            key.ended(KeyState.RETIRED, NOON.plusSeconds(99)),
            key.ended(KeyState.RETIRED, NOON.plusSeconds(99)).deleted());
    for (StoredSigningKey step : steps) {
      assertThat(change(keys -> List.of(step))).contains(step).doesNotContain(key);
      assertThat(stored()).contains(step);
    }
  }

  @Test
  void change_keyLeftOut_stays() {
    StoredSigningKey one = retired("kid-" + UUID.randomUUID());
    StoredSigningKey other = retired("kid-" + UUID.randomUUID());
    change(keys -> with(with(keys, one), other));
    assertThat(change(keys -> List.of())).contains(one, other);
    assertThat(stored()).isSortedAccordingTo((a, b) -> a.kid().compareTo(b.kid()));
  }

  /** The one that signs and the one that takes over change places in one step. */
  @Test
  void change_takeover_isOneStep() {
    StoredSigningKey first = published("a-" + UUID.randomUUID()).activated(NOON);
    StoredSigningKey second = published("b-" + UUID.randomUUID());
    change(keys -> with(with(keys, first), second));
    List<StoredSigningKey> taken =
        List.of(second.activated(NOON), first.ended(KeyState.RETIRED, NOON));
    assertThat(change(keys -> taken)).containsAll(taken);
    change(keys -> List.of(second.activated(NOON).ended(KeyState.RETIRED, NOON)));
  }

  /** What ends, takes over and is published at once, whatever the order of their names. */
  @ParameterizedTest
  @ValueSource(strings = {"abc", "acb", "bac", "bca", "cab", "cba"})
  void change_endTakeoverAndPublicationAtOnce_isOneStep(String names) {
    StoredSigningKey first = published(names.charAt(0) + "-" + UUID.randomUUID()).activated(NOON);
    StoredSigningKey second = published(names.charAt(1) + "-" + UUID.randomUUID());
    StoredSigningKey third = published(names.charAt(2) + "-" + UUID.randomUUID());
    change(keys -> with(with(keys, first), second));
    StoredSigningKey taking = second.activated(NOON);
    List<StoredSigningKey> taken = List.of(third, taking, first.ended(KeyState.RETIRED, NOON));
    assertThat(change(keys -> taken)).containsAll(taken);
    end(third, taking);
  }

  /** One that waited and never signed makes room for another. */
  @ParameterizedTest
  @ValueSource(strings = {"ab", "ba"})
  void change_anotherIsPublishedInItsPlace_isOneStep(String names) {
    StoredSigningKey waiting = published(names.charAt(0) + "-" + UUID.randomUUID());
    StoredSigningKey other = published(names.charAt(1) + "-" + UUID.randomUUID());
    change(keys -> with(keys, waiting));
    List<StoredSigningKey> replaced =
        List.of(other, waiting.ended(KeyState.RETIRED, NOON).deleted());
    assertThat(change(keys -> replaced)).containsAll(replaced);
    end(other);
  }

  private void end(StoredSigningKey... keys) {
    change(all -> Stream.of(keys).map(key -> key.ended(KeyState.RETIRED, NOON)).toList());
  }

  @ParameterizedTest
  @EnumSource(names = {"PUBLISHED", "ACTIVE"})
  void change_secondOfAStateThatHasOne_isRefused(KeyState state) {
    StoredSigningKey one = of(state, "kid-" + UUID.randomUUID());
    StoredSigningKey other = of(state, "kid-" + UUID.randomUUID());
    change(keys -> with(keys, one));
    refused(other);
    end(one);
  }

  /** Only what signs, or will, has a private part, and only what does not has an end. */
  @ParameterizedTest
  @EnumSource
  void change_privatePartOrEndWhereNoneBelongs_isRefused(KeyState state) {
    StoredSigningKey key = of(state, "kid-" + UUID.randomUUID());
    boolean signs = key.sealedPrivateKey().isPresent();
    refused(with(key, signs ? Optional.empty() : Optional.of(OCTETS), key.endedAt()));
    refused(with(key, key.sealedPrivateKey(), signs ? Optional.of(NOON) : Optional.empty()));
  }

  private void refused(StoredSigningKey key) {
    List<StoredSigningKey> before = stored();
    assertThatExceptionOfType(RuntimeException.class)
        .isThrownBy(() -> change(keys -> with(keys, key)));
    assertThat(stored()).isEqualTo(before);
  }

  private static StoredSigningKey of(KeyState state, String kid) {
    return switch (state) {
      case PUBLISHED -> published(kid);
      case ACTIVE -> published(kid).activated(NOON);
      case RETIRED, REVOKED -> published(kid).ended(state, NOON);
      case DELETED -> retired(kid).deleted();
    };
  }

  private static StoredSigningKey with(
      StoredSigningKey key, Optional<SecretBytes> sealed, Optional<Instant> endedAt) {
    return new StoredSigningKey(
        key.kid(),
        key.algorithm(),
        key.state(),
        key.publicKey(),
        sealed,
        key.createdAt(),
        key.activatesAt(),
        endedAt);
  }

  @Test
  void change_thatFails_changesNothing() {
    List<StoredSigningKey> before = stored();
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                change(
                    keys -> {
                      throw new IllegalStateException("no");
                    }));
    assertThat(stored()).isEqualTo(before);
  }

  /** Each adds a key named by how many it saw: where two saw the same, one would be lost. */
  @Test
  void change_manyAtOnce_eachSeesTheOneBefore() throws Exception {
    String prefix = "race-" + UUID.randomUUID() + "-";
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> changes = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        changes.add(
            threads.submit(
                () ->
                    change(
                        keys -> {
                          long seen = keys.stream().filter(k -> k.kid().startsWith(prefix)).count();
                          return with(keys, retired(prefix + seen));
                        })));
      }
      for (Future<?> change : changes) {
        change.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(stored()).filteredOn(key -> key.kid().startsWith(prefix)).hasSize(64);
  }

  @Test
  void keepFirst_secondSecret_changesNothing() {
    String name = "secret-" + UUID.randomUUID();
    SecretBytes first = SecretBytes.of(new byte[] {1});
    assertThat(secrets().keepFirst(name, first)).isEqualTo(first);
    assertThat(secrets().keepFirst(name, SecretBytes.of(new byte[] {2}))).isEqualTo(first);
    SecretBytes other = SecretBytes.of(new byte[] {3});
    assertThat(secrets().keepFirst(name + "-other", other)).isEqualTo(other);
  }

  @Test
  void replace_onlyWhatWasRead_isReplaced() {
    String name = "secret-" + UUID.randomUUID();
    SecretBytes first = secrets().keepFirst(name, SecretBytes.of(new byte[] {1}));
    SecretBytes second = SecretBytes.of(new byte[] {2});
    secrets().replace(name, second, SecretBytes.of(new byte[] {3}));
    assertThat(secrets().keepFirst(name, second)).isEqualTo(first);
    secrets().replace(name, first, second);
    assertThat(secrets().keepFirst(name, first)).isEqualTo(second);
  }
}
