package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link SigningKeyStore} and {@link SecretStore} does. */
public abstract class KeyStoreContract {

  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final SecretBytes OCTETS = SecretBytes.of(new byte[] {1, 2, 3});

  /** The adapter under test. */
  protected abstract SigningKeyStore keys();

  /** The adapter under test. */
  protected abstract SecretStore secrets();

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
    assertThat(keys().change(keys -> with(keys, key))).contains(key);
    assertThat(keys().keys()).contains(key);
    List<StoredSigningKey> steps =
        List.of(
            key.resealed(SecretBytes.of(new byte[] {4})),
            key.ended(KeyState.RETIRED, NOON.plusSeconds(99)),
            key.ended(KeyState.RETIRED, NOON.plusSeconds(99)).deleted());
    for (StoredSigningKey step : steps) {
      assertThat(keys().change(keys -> List.of(step))).contains(step).doesNotContain(key);
      assertThat(keys().keys()).contains(step);
    }
  }

  @Test
  void change_keyLeftOut_stays() {
    StoredSigningKey one = retired("kid-" + UUID.randomUUID());
    StoredSigningKey other = retired("kid-" + UUID.randomUUID());
    keys().change(keys -> with(with(keys, one), other));
    assertThat(keys().change(keys -> List.of())).contains(one, other);
    assertThat(keys().keys()).isSortedAccordingTo((a, b) -> a.kid().compareTo(b.kid()));
  }

  /** The one that signs and the one that takes over change places in one step. */
  @Test
  void change_takeover_isOneStep() {
    StoredSigningKey first = published("a-" + UUID.randomUUID()).activated(NOON);
    StoredSigningKey second = published("b-" + UUID.randomUUID());
    keys().change(keys -> with(with(keys, first), second));
    List<StoredSigningKey> taken =
        List.of(second.activated(NOON), first.ended(KeyState.RETIRED, NOON));
    assertThat(keys().change(keys -> taken)).containsAll(taken);
    keys().change(keys -> List.of(second.activated(NOON).ended(KeyState.RETIRED, NOON)));
  }

  @Test
  void change_thatFails_changesNothing() {
    List<StoredSigningKey> before = keys().keys();
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                keys()
                    .change(
                        keys -> {
                          throw new IllegalStateException("no");
                        }));
    assertThat(keys().keys()).isEqualTo(before);
  }

  /** Each adds a key named by how many it saw: where two saw the same, one would be lost. */
  @Test
  void change_manyAtOnce_eachSeesTheOneBefore() throws Exception {
    String prefix = "race-" + UUID.randomUUID() + "-";
    SigningKeyStore store = keys();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> changes = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        changes.add(
            threads.submit(
                () ->
                    store.change(
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
    assertThat(store.keys()).filteredOn(key -> key.kid().startsWith(prefix)).hasSize(64);
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
