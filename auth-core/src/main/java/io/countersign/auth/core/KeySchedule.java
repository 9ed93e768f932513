package io.countersign.auth.core;

import io.countersign.auth.spi.KeyState;
import io.countersign.auth.spi.StoredSigningKey;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What becomes of the keys, and when: published → active → retired → deleted. It decides and
 * changes nothing itself.
 */
final class KeySchedule {

  /**
   * How long a retired key verifies: the longest life of a token, the largest clock skew, and a
   * minute in which a node may not yet have heard of the retirement.
   */
  static final Duration VERIFIES_FOR =
      AccessTokenSettings.LONGEST_TTL.plus(AccessTokenSettings.LARGEST_SKEW).plusMinutes(1);

  private final SigningSettings settings;
  private final KeyVault vault;
  private final Optional<KeyPair> imported;
  private final Supplier<Instant> clock;

  KeySchedule(
      SigningSettings settings,
      KeyVault vault,
      Optional<KeyPair> imported,
      Supplier<Instant> clock) {
    this.clock = clock;
    this.settings = settings;
    this.vault = vault;
    this.imported = imported;
  }

  /** Whether {@link #advance} would change anything. */
  boolean isDue(List<StoredSigningKey> keys, Instant now) {
    return in(KeyState.ACTIVE, keys).isEmpty()
        || nextIsDue(keys, now)
        || publicationIsDue(keys, now)
        || keys.stream().anyMatch(key -> deletionIsDue(key, now));
  }

  /** The keys after everything that is due by {@code now}. */
  List<StoredSigningKey> advance(List<StoredSigningKey> keys, Instant now) {
    List<StoredSigningKey> advanced = keys;
    if (in(KeyState.ACTIVE, advanced).isEmpty()) {
      advanced = with(advanced, first(now));
    }
    if (nextIsDue(advanced, now)) {
      advanced = activateNext(advanced, now);
    }
    if (publicationIsDue(advanced, now)) {
      advanced = publishNext(advanced);
    }
    return advanced.stream().map(key -> deletionIsDue(key, now) ? key.deleted() : key).toList();
  }

  /** The first key needs no lead: nobody has a JWK Set without it. */
  private StoredSigningKey first(Instant now) {
    return imported
        .map(pair -> active(pair, now))
        .orElseGet(() -> active(vault.generate(settings), now));
  }

  private StoredSigningKey active(KeyPair pair, Instant now) {
    return vault.store(pair, settings.algorithm(), KeyState.ACTIVE, now, now);
  }

  private static boolean nextIsDue(List<StoredSigningKey> keys, Instant now) {
    return in(KeyState.PUBLISHED, keys).filter(key -> !key.activatesAt().isAfter(now)).isPresent();
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

  /** The keys with a next one that waits for its turn; the same when there is one already. */
  List<StoredSigningKey> publishNext(List<StoredSigningKey> keys) {
    if (in(KeyState.PUBLISHED, keys).isPresent()) {
      return keys;
    }
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

  /** The keys without trust in one of them; if it signed, another signs at once. */
  List<StoredSigningKey> revoke(List<StoredSigningKey> keys, String kid, Instant now) {
    List<StoredSigningKey> rest =
        keys.stream()
            .map(key -> isToRevoke(key, kid) ? key.ended(KeyState.REVOKED, now) : key)
            .toList();
    if (in(KeyState.ACTIVE, rest).isPresent()) {
      return rest;
    }
    return in(KeyState.PUBLISHED, rest).isPresent()
        ? activateNext(rest, now)
        : with(rest, active(vault.generate(settings), now));
  }

  private static boolean isToRevoke(StoredSigningKey key, String kid) {
    return key.kid().equals(kid)
        && key.state() != KeyState.REVOKED
        && key.state() != KeyState.DELETED;
  }

  /** The key in a state of which there is at most one. */
  static Optional<StoredSigningKey> in(KeyState state, List<StoredSigningKey> keys) {
    return keys.stream().filter(key -> key.state() == state).findFirst();
  }

  private static List<StoredSigningKey> with(List<StoredSigningKey> keys, StoredSigningKey added) {
    List<StoredSigningKey> all = new ArrayList<>(keys);
    all.add(added);
    return List.copyOf(all);
  }
}
