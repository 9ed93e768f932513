package io.countersign.auth.keys;

import io.countersign.auth.Actor;
import io.countersign.auth.KeysUnavailableException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.spi.KeyRing;
import io.countersign.auth.spi.KeyState;
import io.countersign.auth.spi.SigningKey;
import io.countersign.auth.spi.SigningKeyStore;
import io.countersign.auth.spi.StoredKeys;
import io.countersign.auth.spi.StoredSigningKey;
import io.countersign.auth.spi.VerificationKey;
import io.countersign.auth.verify.InvalidSettingException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The keys of this deployment: kept sealed in the store, changed by one node at a time, known to
 * every node from memory.
 *
 * <p>A node {@linkplain #refresh() reads} the keys every few seconds and does what is due. It signs
 * with nothing older than two refresh intervals, and lets nobody keep its JWK Set for longer than
 * it can answer for. So a key that signs has been in every JWK Set that a client may still keep.
 *
 * <p>A node that has not read them for {@link #trustedFor()} may not have heard that one was
 * revoked: what must not be done with a revoked key's token it no longer does.
 */
public final class StoredKeyRing implements KeyRing {

  private static final System.Logger LOG = System.getLogger(StoredKeyRing.class.getName());

  /** How many refresh intervals the keys are taken for what they were: a fail-over's time. */
  private static final int TRUSTED_INTERVALS = 12;

  /** How long nobody asks a store that has just failed, but the one whose duty it is. */
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final SigningKeyStore store;
  private final KeyVault vault;
  private final OpenedKeys opened;
  private final KeySchedule schedule;
  private final SigningSettings settings;
  private final SecurityEvents events;
  private final Clock clock;
  private final AtomicBoolean stuck = new AtomicBoolean();

  /** Held while the keys are read: what is read later is never replaced by what was before. */
  private final Object reading = new Object();

  private Instant pausedUntil = Instant.MIN;
  private volatile KeySnapshot snapshot;

  private StoredKeyRing(
      SigningKeyStore store,
      KeyVault vault,
      SigningSettings settings,
      Optional<KeyPair> imported,
      SecurityEvents events,
      Clock clock) {
    this.store = store;
    this.vault = vault;
    this.opened = new OpenedKeys(vault);
    this.schedule =
        new KeySchedule(
            settings, vault, key -> opened.signing(key).isPresent(), imported, this::now);
    this.settings = settings;
    this.events = events;
    this.clock = clock;
    begin();
    Instant before = now();
    this.snapshot = KeySnapshot.of(store.keys(), opened, before);
    requireImported(imported, snapshot.stored.keys());
  }

  /**
   * Opens the key ring, and makes or imports its first key if there is none.
   *
   * @param store where the keys are kept
   * @param masterKey what their private parts are sealed under
   * @param settings which keys to make, and how they take turns
   * @param random where generated keys come from
   * @param crypto whose keys they become
   * @param events where it is reported what becomes of them
   * @param clock when it is
   * @throws InvalidSettingException when the key to import is not the one that was imported at the
   *     first start, or the master key is not the one that sealed the keys
   */
  public static StoredKeyRing open(
      SigningKeyStore store,
      MasterKey masterKey,
      SigningSettings settings,
      SecureRandom random,
      CryptoProvider crypto,
      SecurityEvents events,
      Clock clock) {
    Optional<KeyPair> imported =
        settings.importKeyFile().map(file -> PrivateKeyFile.read(file, settings.algorithm()));
    return new StoredKeyRing(
        store, new KeyVault(masterKey, random, crypto), settings, imported, events, clock);
  }

  /**
   * Seals what is still under the master key before, and does what is due. A step that fails stops
   * no start that has a key to sign with: it is tried again later.
   */
  private void begin() {
    Optional<StoredSigningKey> active = store.keys().in(KeyState.ACTIVE);
    active.ifPresent(vault::open); // a wrong master key is refused before anything is changed
    try {
      change(all -> all.keys().stream().map(vault::renewSeal).toList(), Actor.SYSTEM);
      change(all -> schedule.begin(all, now()), Actor.SYSTEM);
    } catch (RuntimeException e) {
      if (active.isEmpty()) {
        throw e;
      }
      warnStuck(e);
    }
  }

  private static void requireImported(Optional<KeyPair> imported, List<StoredSigningKey> keys) {
    Optional<String> kid = imported.map(pair -> SigningKeys.thumbprint(pair.getPublic()));
    if (kid.isPresent() && keys.stream().noneMatch(key -> key.kid().equals(kid.get()))) {
      throw new InvalidSettingException(
          "countersign.signing.import-key-file",
          "names another key than the one this database was first started with");
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Learns what other nodes did and does what is due. To be called more often than every {@link
   * #refreshInterval()}.
   *
   * <p>What is due and fails is tried again at the next call: the keys are known all the same.
   *
   * @throws RuntimeException when the keys cannot be read
   */
  public void refresh() {
    look();
    try {
      if (schedule.isDue(snapshot.stored, now())) {
        change(current -> schedule.advance(current, now()), Actor.SYSTEM);
        look();
      }
      if (stuck.getAndSet(false)) {
        LOG.log(System.Logger.Level.INFO, "The signing keys take their turns again");
      }
    } catch (RuntimeException e) {
      warnStuck(e);
    }
  }

  private void warnStuck(RuntimeException failure) {
    if (!stuck.getAndSet(true)) {
      LOG.log(
          System.Logger.Level.WARNING,
          "What is due of the signing keys failed and is tried again; until then they stay as"
              + " they are: {0}",
          failure.getMessage());
    }
  }

  private void look() {
    synchronized (reading) {
      Instant now = now();
      try {
        take(store.keys(), now);
        pausedUntil = Instant.MIN;
      } catch (RuntimeException e) {
        pausedUntil = now().plus(PAUSE);
        throw e;
      }
    }
  }

  private void take(StoredKeys stored, Instant now) {
    KeySnapshot before = snapshot;
    if (stored.equals(before.stored)) {
      snapshot = before.seenAgain(now);
      return;
    }
    snapshot = KeySnapshot.of(stored, opened, now);
    LOG.log(
        System.Logger.Level.INFO,
        "Signing keys: {0}",
        stored.keys().stream()
            .filter(key -> key.state() != KeyState.DELETED)
            .map(key -> key.kid() + " " + key.state())
            .toList());
  }

  /**
   * How soon this node learns what another did, and how soon it must look again: 1 to 5 seconds.
   */
  public Duration refreshInterval() {
    return settings.refreshInterval();
  }

  /**
   * How long the keys are trusted as they were last read: 12 refresh intervals, a minute with the
   * default of {@code publishAhead}. A node that was cut off for longer does nothing that a token
   * of a revoked key must not do.
   */
  public Duration trustedFor() {
    return settings.refreshInterval().multipliedBy(TRUSTED_INTERVALS);
  }

  /** How long ago the keys were last read. */
  public Duration age() {
    return Duration.between(snapshot.readAt, clock.instant());
  }

  /** Whether the keys were read within {@link #trustedFor()}. */
  public boolean isCurrent() {
    return age().compareTo(trustedFor()) <= 0;
  }

  /** Whether this node has the key that signs, and has read the keys lately. */
  public boolean canSign() {
    return snapshot.signingKey.isPresent() && isCurrent();
  }

  /**
   * The key that signs now; looks first when this node has not for two refresh intervals.
   *
   * @throws KeysUnavailableException when the keys cannot be read, or this node cannot open the one
   *     that signs
   */
  @Override
  public SigningKey signingKey() {
    if (isOutdated()) {
      lookForOthers();
    }
    return snapshot.signingKey.orElseThrow(KeysUnavailableException::new);
  }

  private boolean isOutdated() {
    return age().compareTo(settings.refreshInterval().multipliedBy(2)) > 0;
  }

  /** Those who wait while one looks take over what it finds, be it nothing. */
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

  @Override
  public Optional<VerificationKey> verificationKey(String kid) {
    return Optional.ofNullable(snapshot.verificationKeys.get(kid));
  }

  @Override
  public List<VerificationKey> verificationKeys() {
    return List.copyOf(snapshot.verificationKeys.values());
  }

  /** The JWK Set, from memory. */
  public PublishedKeySet publishedKeySet() {
    KeySnapshot known = snapshot;
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

  /** All keys, deleted ones as well, as this node knows them: from memory. */
  public List<StoredSigningKey> knownKeys() {
    return snapshot.stored.keys();
  }

  /** All keys that are not deleted, as stored. */
  public List<StoredSigningKey> keys() {
    return store.keys().keys().stream().filter(key -> key.state() != KeyState.DELETED).toList();
  }

  /** When a retired key stops verifying. */
  public static Instant deletesAt(StoredSigningKey retired) {
    return KeySchedule.deletesAt(retired);
  }

  /**
   * Begins a rotation by hand: publishes the next key, which signs after {@code publishAhead}.
   *
   * @param by who begins it
   * @return the next key; the one that waited already, if there was one; empty while a newer
   *     version's key signs or will, and only that version may say what follows
   */
  public Optional<StoredSigningKey> rotate(Actor by) {
    return changeNow(schedule::publishNext, by).in(KeyState.PUBLISHED);
  }

  /**
   * Drops a compromised key: this node trusts nothing that it signed from now on, every other node
   * within {@link #refreshInterval()}. If it was the active one, another signs at once, although
   * verifiers may not know it before {@link #lastTrustedAt}.
   *
   * @param by who drops it
   * @return whether there was such a key; it may have been revoked before
   */
  public boolean revoke(String kid, Actor by) {
    return changeNow(keys -> schedule.revoke(keys, kid, now()), by).keys().stream()
        .anyMatch(key -> key.kid().equals(kid) && key.state() == KeyState.REVOKED);
  }

  /** Until when others may still trust a key that was revoked just now, from their JWK Set. */
  public Instant lastTrustedAt() {
    return now().plus(settings.refreshInterval()).plus(settings.jwksMaxAge());
  }

  private StoredKeys changeNow(Function<StoredKeys, List<StoredSigningKey>> change, Actor by) {
    StoredKeys changed = change(change, by);
    look(); // not what was changed: another node may have changed more by now
    return changed;
  }

  /**
   * Changes the stored keys, with the events of what was changed, which are told once committed.
   */
  private StoredKeys change(Function<StoredKeys, List<StoredSigningKey>> change, Actor by) {
    Map<String, KeyState> before = new HashMap<>();
    return events.tell(
        events.record(
            (StoredKeys after) -> reports(before, after, by),
            kept ->
                store.change(
                    stored -> {
                      before.clear(); // of an earlier try that was not committed
                      stored.keys().forEach(key -> before.put(key.kid(), key.state()));
                      return change.apply(stored);
                    },
                    kept)));
  }

  private List<SecurityEvent> reports(Map<String, KeyState> before, StoredKeys after, Actor by) {
    return after.keys().stream()
        .filter(key -> key.state() != before.get(key.kid()))
        .sorted(Comparator.comparing(StoredSigningKey::state).reversed()) // ends before beginnings
        .map(key -> event(key, by))
        .toList();
  }

  private SecurityEvent event(StoredSigningKey key, Actor by) {
    SecurityEvent.Type type =
        switch (key.state()) {
          case PUBLISHED -> SecurityEvent.Type.KEY_PUBLISHED;
          case ACTIVE -> SecurityEvent.Type.KEY_ACTIVATED;
          case RETIRED -> SecurityEvent.Type.KEY_RETIRED;
          case REVOKED -> SecurityEvent.Type.KEY_REVOKED;
          case DELETED -> SecurityEvent.Type.KEY_DELETED;
        };
    return events.now(type).by(by).with(Map.of("kid", key.kid(), "alg", key.algorithm().name()));
  }
}
