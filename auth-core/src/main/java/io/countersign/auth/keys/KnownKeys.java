package io.countersign.auth.keys;

import io.countersign.auth.KeysUnavailableException;
import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.spi.keys.SigningKeyStore;
import io.countersign.auth.spi.keys.StoredKeys;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The keys as this node knows them: read from the store, served from memory. */
final class KnownKeys {

  private static final System.Logger LOG = System.getLogger(StoredKeyRing.class.getName());

  /** How long the store is not asked again, after a failure, for a caller that needs to sign. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SigningKeyStore store;
  private final OpenedKeys opened;
  private final SigningSettings settings;
  private final Clock clock;

  /** Held while the keys are read, so that a later reading is never replaced by an earlier one. */
  private final Object reading = new Object();

  private Instant pausedUntil = Instant.MIN;
  private volatile KeySnapshot latest;

  /** Reads the keys for the first time. */
  KnownKeys(SigningKeyStore store, OpenedKeys opened, SigningSettings settings, Clock clock) {
    this.store = store;
    this.opened = opened;
    this.settings = settings;
    this.clock = clock;
    Instant before = clock.instant();
    this.latest = KeySnapshot.of(store.keys(), opened, before);
  }

  /** The keys as they were last read. */
  KeySnapshot latest() {
    return latest;
  }

  /** How long ago the keys were last read. */
  Duration age() {
    return Duration.between(latest.readAt, clock.instant());
  }

  /**
   * Reads the keys.
   *
   * @throws RuntimeException when they cannot be read
   */
  void look() {
    synchronized (reading) {
      Instant before = clock.instant();
      try {
        take(store.keys(), before);
        pausedUntil = Instant.MIN;
      } catch (RuntimeException e) {
        pausedUntil = clock.instant().plus(PAUSE);
        throw e;
      }
    }
  }

  private void take(StoredKeys stored, Instant readAt) {
    KeySnapshot before = latest;
    if (stored.equals(before.stored)) {
      latest = before.seenAgain(readAt);
      return;
    }
    latest = KeySnapshot.of(stored, opened, readAt);
    LOG.log(
        System.Logger.Level.INFO,
        "Signing keys: {0}",
        stored.keys().stream()
            .filter(key -> key.state() != KeyState.DELETED)
            .map(key -> key.kid() + " " + key.state())
            .toList());
  }

  /**
   * The key that signs now. When the keys were last read over two refresh intervals ago, they are
   * read first.
   *
   * @throws KeysUnavailableException when the keys cannot be read, or this node cannot open the
   *     signing key
   */
  SigningKey signingKey() {
    if (isOutdated()) {
      lookForOthers();
    }
    return latest.signingKey.orElseThrow(KeysUnavailableException::new);
  }

  private boolean isOutdated() {
    return age().compareTo(settings.refreshInterval().multipliedBy(2)) > 0;
  }

  /** One caller looks; the others wait, and share its result or its failure. */
  private void lookForOthers() {
    synchronized (reading) {
      if (!isOutdated()) {
        return;
      }
      if (clock.instant().isBefore(pausedUntil)) {
        throw new KeysUnavailableException();
      }
      try {
        look();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.DEBUG, "The signing keys cannot be read", e);
        throw new KeysUnavailableException();
      }
    }
  }

  /** The JWK Set, to be kept only as long as this node can answer for it. */
  PublishedKeySet published() {
    KeySnapshot known = latest;
    Instant answeredFor =
        known
            .readAt
            .plus(settings.publishAhead())
            .plus(settings.refreshInterval())
            .minus(settings.clockSkew());
    Duration left = Duration.between(clock.instant(), answeredFor);
    Duration maxAge = left.compareTo(settings.jwksMaxAge()) < 0 ? left : settings.jwksMaxAge();
    return new PublishedKeySet(
        known.jwks, known.etag, maxAge.isNegative() ? Duration.ZERO : maxAge);
  }
}
