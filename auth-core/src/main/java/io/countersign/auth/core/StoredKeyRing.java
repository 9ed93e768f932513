package io.countersign.auth.core;

import io.countersign.auth.Actor;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.KeyRing;
import io.countersign.auth.spi.KeyState;
import io.countersign.auth.spi.SigningKey;
import io.countersign.auth.spi.SigningKeyStore;
import io.countersign.auth.spi.StoredSigningKey;
import io.countersign.auth.spi.VerificationKey;
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
import java.util.function.UnaryOperator;

/**
 * The keys of this deployment: kept sealed in the store, changed by one node at a time, known to
 * every node from memory.
 *
 * <p>A node {@linkplain #refresh() reads} the keys every few seconds and does what is due. It signs
 * with nothing older than two refresh intervals, and lets nobody keep its JWK Set for longer than
 * it can answer for. So a key that signs has been in every JWK Set that a client may still keep.
 */
public final class StoredKeyRing implements KeyRing {

  private static final System.Logger LOG = System.getLogger(StoredKeyRing.class.getName());

  private final SigningKeyStore store;
  private final KeyVault vault;
  private final KeySchedule schedule;
  private final SigningSettings settings;
  private final SecurityEvents events;
  private final Clock clock;
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
    this.schedule = new KeySchedule(settings, vault, imported, this::now);
    this.settings = settings;
    this.events = events;
    this.clock = clock;
    requireReadable(store.keys());
    Instant before = now();
    List<StoredSigningKey> renewed =
        change(
            keys -> schedule.advance(keys.stream().map(vault::renewSeal).toList(), now()),
            Actor.SYSTEM);
    requireImported(imported, renewed);
    this.snapshot = KeySnapshot.of(renewed, vault, before);
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
        settings.importKeyFile().map(file -> SigningKeys.read(file, settings.algorithm()));
    return new StoredKeyRing(
        store, new KeyVault(masterKey, random, crypto), settings, imported, events, clock);
  }

  /** The master key has to be the right one before anything is changed. */
  private void requireReadable(List<StoredSigningKey> keys) {
    keys.stream().filter(key -> key.sealedPrivateKey().isPresent()).forEach(vault::open);
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
   * Does what is due and learns what other nodes did. To be called more often than every {@link
   * #refreshInterval()}.
   */
  public synchronized void refresh() {
    Instant now = now();
    List<StoredSigningKey> keys = store.keys();
    if (schedule.isDue(keys, now)) {
      keys = change(current -> schedule.advance(current, now()), Actor.SYSTEM);
    }
    take(keys, now);
  }

  private void take(List<StoredSigningKey> keys, Instant now) {
    KeySnapshot before = snapshot;
    if (List.copyOf(keys).equals(before.stored)) {
      snapshot = before.seenAgain(now);
      return;
    }
    snapshot = KeySnapshot.of(keys, vault, now);
    LOG.log(
        System.Logger.Level.INFO,
        "Signing keys: {0}",
        keys.stream()
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

  /** The key that signs now; looks first when this node has not for two refresh intervals. */
  @Override
  public SigningKey signingKey() {
    KeySnapshot known = snapshot;
    Instant outdated = known.readAt.plus(settings.refreshInterval().multipliedBy(2));
    if (clock.instant().isAfter(outdated)) {
      refresh();
    }
    return snapshot.signingKey;
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
    return snapshot.stored;
  }

  /** All keys that are not deleted, as stored. */
  public List<StoredSigningKey> keys() {
    return store.keys().stream().filter(key -> key.state() != KeyState.DELETED).toList();
  }

  /** When a retired key stops verifying. */
  public static Instant deletesAt(StoredSigningKey retired) {
    return KeySchedule.deletesAt(retired);
  }

  /**
   * Begins a rotation by hand: publishes the next key, which signs after {@code publishAhead}.
   *
   * @param by who begins it
   * @return the next key; the one that waited already, if there was one
   */
  public StoredSigningKey rotate(Actor by) {
    return KeySchedule.in(KeyState.PUBLISHED, changeNow(schedule::publishNext, by)).orElseThrow();
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
    return changeNow(keys -> schedule.revoke(keys, kid, now()), by).stream()
        .anyMatch(key -> key.kid().equals(kid) && key.state() == KeyState.REVOKED);
  }

  /** Until when others may still trust a key that was revoked just now, from their JWK Set. */
  public Instant lastTrustedAt() {
    return now().plus(settings.refreshInterval()).plus(settings.jwksMaxAge());
  }

  private synchronized List<StoredSigningKey> changeNow(
      UnaryOperator<List<StoredSigningKey>> change, Actor by) {
    Instant before = now();
    List<StoredSigningKey> changed = change(change, by);
    take(changed, before);
    return changed;
  }

  /** Changes the stored keys, and reports what was changed once that is committed. */
  private List<StoredSigningKey> change(UnaryOperator<List<StoredSigningKey>> change, Actor by) {
    Map<String, KeyState> before = new HashMap<>();
    List<StoredSigningKey> changed =
        store.change(
            keys -> {
              keys.forEach(key -> before.put(key.kid(), key.state()));
              return change.apply(keys);
            });
    changed.stream()
        .filter(key -> key.state() != before.get(key.kid()))
        .sorted(Comparator.comparing(StoredSigningKey::state).reversed()) // ends before beginnings
        .forEach(key -> report(key, by));
    return changed;
  }

  private void report(StoredSigningKey key, Actor by) {
    SecurityEvent.Type type =
        switch (key.state()) {
          case PUBLISHED -> SecurityEvent.Type.KEY_PUBLISHED;
          case ACTIVE -> SecurityEvent.Type.KEY_ACTIVATED;
          case RETIRED -> SecurityEvent.Type.KEY_RETIRED;
          case REVOKED -> SecurityEvent.Type.KEY_REVOKED;
          case DELETED -> SecurityEvent.Type.KEY_DELETED;
        };
    events.report(
        events.now(type).by(by).with(Map.of("kid", key.kid(), "alg", key.algorithm().name())));
  }
}
