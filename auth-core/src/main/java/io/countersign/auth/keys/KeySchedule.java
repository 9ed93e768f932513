package io.countersign.auth.keys;

import io.countersign.auth.AccessToken;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.StoredKeys;
import io.countersign.auth.spi.keys.StoredSigningKey;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Decides what becomes of the keys, and when: published → active → retired → deleted. It changes
 * nothing itself.
 *
 * <p>Nothing is due here while a key that this version does not understand signs, or will sign: the
 * nodes that wrote it decide. A key that this node cannot open does not take over. The active key
 * goes on until another node opens the next one, or the next one is given up.
 */
final class KeySchedule {

  /**
   * How long a retired key verifies: the longest life of a token, the largest clock skew, and a
   * minute in which a node may not yet have heard of the retirement.
   */
  static final Duration VERIFIES_FOR =
      AccessToken.LONGEST_TTL.plus(TokenVerifier.LARGEST_SKEW).plusMinutes(1);

  private final SigningSettings settings;
  private final KeyVault vault;
  private final Predicate<StoredSigningKey> canOpen;
  private final Optional<KeyPair> imported;
  private final Supplier<Instant> clock;

  KeySchedule(
      SigningSettings settings,
      KeyVault vault,
      Predicate<StoredSigningKey> canOpen,
      Optional<KeyPair> imported,
      Supplier<Instant> clock) {
    this.clock = clock;
    this.settings = settings;
    this.vault = vault;
    this.canOpen = canOpen;
    this.imported = imported;
  }

  /** Whether {@link #advance} would change anything. */
  boolean isDue(StoredKeys stored, Instant now) {
    List<StoredSigningKey> keys = stored.keys();
    return !stored.othersMaySign()
        && (in(KeyState.ACTIVE, keys).isEmpty()
            || keys.stream().anyMatch(key -> isGivenUp(key, keys, now))
            || nextIsDue(keys, now)
            || publicationIsDue(keys, now)
            || keys.stream().anyMatch(key -> deletionIsDue(key, now)));
  }

  /**
   * The keys after a start. A next key whose algorithm is not the one in the settings is withdrawn,
   * and a new one may take its place. Only a start does so. Otherwise nodes with different settings
   * would replace each other's next key for ever, and no next key would ever sign.
   */
  List<StoredSigningKey> begin(StoredKeys stored, Instant now) {
    if (stored.othersMaySign() || in(KeyState.ACTIVE, stored.keys()).isEmpty()) {
      return advance(stored, now);
    }
    return advance(new StoredKeys(withdraw(stored.keys(), this::isUnwanted, now), false), now);
  }

  private boolean isUnwanted(StoredSigningKey key) {
    return key.state() == KeyState.PUBLISHED && key.algorithm() != settings.algorithm();
  }

  /**
   * Whether a next key is given up: no node has opened it since it was due, for as long again as it
   * had to wait.
   */
  private boolean isGivenUp(StoredSigningKey key, List<StoredSigningKey> keys, Instant now) {
    return key.state() == KeyState.PUBLISHED
        && !key.activatesAt().plus(lead()).isAfter(now)
        && !canOpen.test(key)
        && in(KeyState.ACTIVE, keys).filter(canOpen).isPresent();
  }

  /** Deletes next keys at once. They never signed, so no token needs them. */
  private static List<StoredSigningKey> withdraw(
      List<StoredSigningKey> keys, Predicate<StoredSigningKey> next, Instant now) {
    return keys.stream()
        .map(key -> next.test(key) ? key.ended(KeyState.RETIRED, now).deleted() : key)
        .toList();
  }

  /** The keys after everything that is due by {@code now}. */
  List<StoredSigningKey> advance(StoredKeys stored, Instant now) {
    if (stored.othersMaySign()) {
      return stored.keys();
    }
    List<StoredSigningKey> keys = stored.keys();
    List<StoredSigningKey> advanced = withdraw(keys, key -> isGivenUp(key, keys, now), now);
    if (in(KeyState.ACTIVE, advanced).isEmpty()) {
      advanced = withSuccessor(advanced, now);
    }
    if (nextIsDue(advanced, now)) {
      advanced = activateNext(advanced, now);
    }
    if (publicationIsDue(advanced, now)) {
      advanced = withNext(advanced);
    }
    return advanced.stream().map(key -> deletionIsDue(key, now) ? key.deleted() : key).toList();
  }

  /** When no key signs, one begins at once: the waiting key, else a new one. */
  private List<StoredSigningKey> withSuccessor(List<StoredSigningKey> keys, Instant now) {
    return in(KeyState.PUBLISHED, keys).filter(canOpen).isPresent()
        ? activateNext(keys, now)
        : with(keys, vault.store(pair(keys), settings.algorithm(), KeyState.ACTIVE, now, now));
  }

  /** An imported key is used as the first key only: then nobody has a JWK Set without it. */
  private KeyPair pair(List<StoredSigningKey> keys) {
    return imported.filter(pair -> keys.isEmpty()).orElseGet(() -> vault.generate(settings));
  }

  private boolean nextIsDue(List<StoredSigningKey> keys, Instant now) {
    return in(KeyState.PUBLISHED, keys)
        .filter(key -> !key.activatesAt().isAfter(now))
        .filter(canOpen)
        .isPresent();
  }

  private static List<StoredSigningKey> activateNext(List<StoredSigningKey> keys, Instant now) {
    return keys.stream()
        .map(
            key ->
                switch (key.state()) {
                  case ACTIVE -> key.ended(KeyState.RETIRED, now);
                  case PUBLISHED -> key.activated(now);
                  default -> key;
                })
        .toList();
  }

  private boolean publicationIsDue(List<StoredSigningKey> keys, Instant now) {
    return in(KeyState.PUBLISHED, keys).isEmpty()
        && in(KeyState.ACTIVE, keys).filter(active -> isToBeReplaced(active, now)).isPresent();
  }

  private boolean isToBeReplaced(StoredSigningKey active, Instant now) {
    Instant publishAt = active.activatesAt().plus(settings.rotationInterval()).minus(lead());
    return active.algorithm() != settings.algorithm() || !publishAt.isAfter(now);
  }

  /**
   * The keys with a next one that waits for its turn. They stay the same when there is one already,
   * or when this version may not decide.
   */
  List<StoredSigningKey> publishNext(StoredKeys stored) {
    boolean waits = stored.othersMaySign() || in(KeyState.PUBLISHED, stored.keys()).isPresent();
    return waits ? stored.keys() : withNext(stored.keys());
  }

  private List<StoredSigningKey> withNext(List<StoredSigningKey> keys) {
    KeyPair pair = vault.generate(settings);
    Instant now = clock.get(); // the lead begins when there is something to show
    return with(
        keys, vault.store(pair, settings.algorithm(), KeyState.PUBLISHED, now, now.plus(lead())));
  }

  /** From one node's decision until every node has shown the key for the whole lead. */
  private Duration lead() {
    return settings.publishAhead().plus(settings.refreshInterval());
  }

  private static boolean deletionIsDue(StoredSigningKey key, Instant now) {
    return key.state() == KeyState.RETIRED && !deletesAt(key).isAfter(now);
  }

  /** When a retired key stops verifying. */
  static Instant deletesAt(StoredSigningKey retired) {
    return retired.endedAt().orElseThrow().plus(VERIFIES_FOR);
  }

  /** The keys after one of them is revoked. If it was the signing key, another signs at once. */
  List<StoredSigningKey> revoke(StoredKeys stored, String kid, Instant now) {
    List<StoredSigningKey> rest =
        stored.keys().stream()
            .map(key -> isToRevoke(key, kid) ? key.ended(KeyState.REVOKED, now) : key)
            .toList();
    boolean signed = stored.in(KeyState.ACTIVE).isPresent();
    return signed && in(KeyState.ACTIVE, rest).isEmpty() ? withSuccessor(rest, now) : rest;
  }

  private static boolean isToRevoke(StoredSigningKey key, String kid) {
    return key.kid().equals(kid)
        && key.state() != KeyState.REVOKED
        && key.state() != KeyState.DELETED;
  }

  private static Optional<StoredSigningKey> in(KeyState state, List<StoredSigningKey> keys) {
    return new StoredKeys(keys, false).in(state);
  }

  private static List<StoredSigningKey> with(List<StoredSigningKey> keys, StoredSigningKey added) {
    List<StoredSigningKey> all = new ArrayList<>(keys);
    all.add(added);
    return List.copyOf(all);
  }
}
