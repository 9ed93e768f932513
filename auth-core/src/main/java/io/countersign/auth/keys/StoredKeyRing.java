package io.countersign.auth.keys;

import io.countersign.auth.Actor;
import io.countersign.auth.KeysUnavailableException;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.spi.keys.KeyRing;
import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.spi.keys.SigningKeyStore;
import io.countersign.auth.spi.keys.StoredKeys;
import io.countersign.auth.spi.keys.StoredSigningKey;
import io.countersign.auth.spi.keys.VerificationKey;
import io.countersign.auth.verify.InvalidSettingException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * The keys of this deployment: kept sealed in the store, changed by one node at a time, known to
 * every node from memory.
 *
 * <p>A node {@linkplain #refresh() reads} the keys every few seconds and does what is due. It signs
 * with no key that it read more than two refresh intervals ago. Clients may keep its JWK Set only
 * as long as it can answer for it. So a signing key has been in every JWK Set that a client may
 * still keep.
 *
 * <p>A node that has not read them for {@link #trustedFor()} may have missed that a key was
 * revoked. It then refuses everything that a token of a revoked key must not do.
 */
public final class StoredKeyRing implements KeyRing {

  private static final System.Logger LOG = System.getLogger(StoredKeyRing.class.getName());

  /** For how many refresh intervals the keys are trusted as read: the time of a fail-over. */
  private static final int TRUSTED_INTERVALS = 12;

  private final SigningKeyStore store;
  private final KeyVault vault;
  private final KeySchedule schedule;
  private final SigningSettings settings;
  private final KeyChanges changes;
  private final KnownKeys known;
  private final Clock clock;
  private final AtomicBoolean stuck = new AtomicBoolean();

  private StoredKeyRing(
      SigningKeyStore store,
      KeyVault vault,
      SigningSettings settings,
      Optional<KeyPair> imported,
      SecurityEvents events,
      Clock clock) {
    this.store = store;
    this.vault = vault;
    OpenedKeys opened = new OpenedKeys(vault);
    this.schedule =
        new KeySchedule(
            settings, vault, key -> opened.signing(key).isPresent(), imported, this::now);
    this.settings = settings;
    this.changes = new KeyChanges(store, events);
    this.clock = clock;
    begin();
    this.known = new KnownKeys(store, opened, settings, clock);
    requireImported(imported, knownKeys());
  }

  /**
   * Opens the key ring, and makes or imports its first key if there is none.
   *
   * @param store where the keys are kept
   * @param masterKey seals their private parts
   * @param settings which keys to make, and how they take turns
   * @param random where generated keys come from
   * @param crypto the provider that holds the keys
   * @param events hear what becomes of them
   * @param clock when it is
   * @throws InvalidSettingException when another key was imported at the first start, or another
   *     master key sealed the keys
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
   * Seals anew the keys that are still under the previous master key, and does what is due. When a
   * step fails, a node with a key to sign with starts all the same: the step is tried again later.
   */
  private void begin() {
    Optional<StoredSigningKey> active = store.keys().in(KeyState.ACTIVE);
    active.ifPresent(vault::open); // a wrong master key is refused before anything is changed
    try {
      changeUnread(all -> all.keys().stream().map(vault::renewSeal).toList());
      changeUnread(all -> schedule.begin(all, now()));
    } catch (RuntimeException e) {
      if (active.isEmpty()) {
        throw e;
      }
      warnStuck(e);
    }
  }

  /** Makes a change of the start: the keys are read for the first time after it. */
  private void changeUnread(Function<StoredKeys, List<StoredSigningKey>> change) {
    changes.make(change, Actor.SYSTEM, () -> {});
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
   * <p>A due step that fails is tried again at the next call; the keys are known all the same.
   *
   * @throws RuntimeException when the keys cannot be read
   */
  public void refresh() {
    known.look();
    try {
      if (schedule.isDue(known.latest().stored, now())) {
        changes.make(current -> schedule.advance(current, now()), Actor.SYSTEM, known::look);
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

  /**
   * How soon this node learns what another did, and how soon it must look again: 1 to 5 seconds.
   */
  public Duration refreshInterval() {
    return settings.refreshInterval();
  }

  /**
   * How long the keys are trusted as they were last read: 12 refresh intervals, a minute with the
   * default of {@code publishAhead}. A node that was cut off for longer refuses everything that a
   * token of a revoked key must not do.
   */
  public Duration trustedFor() {
    return settings.refreshInterval().multipliedBy(TRUSTED_INTERVALS);
  }

  /** How long ago the keys were last read. */
  public Duration age() {
    return known.age();
  }

  /** Whether the keys were read within {@link #trustedFor()}. */
  public boolean isCurrent() {
    return age().compareTo(trustedFor()) <= 0;
  }

  /** Whether this node has the key that signs, and has read the keys lately. */
  public boolean canSign() {
    return known.latest().signingKey.isPresent() && isCurrent();
  }

  /**
   * The key that signs now. When the keys were last read over two refresh intervals ago, they are
   * read first.
   *
   * @throws KeysUnavailableException when the keys cannot be read, or this node cannot open the
   *     signing key
   */
  @Override
  public SigningKey signingKey() {
    return known.signingKey();
  }

  @Override
  public Optional<VerificationKey> verificationKey(String kid) {
    return Optional.ofNullable(known.latest().verificationKeys.get(kid));
  }

  @Override
  public List<VerificationKey> verificationKeys() {
    return List.copyOf(known.latest().verificationKeys.values());
  }

  /** The JWK Set, from memory. */
  public PublishedKeySet publishedKeySet() {
    return known.published();
  }

  /** All keys, deleted ones as well, as this node knows them: from memory. */
  public List<StoredSigningKey> knownKeys() {
    return known.latest().stored.keys();
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
   * @return the next key, perhaps one that waited already; empty while a key of a newer version
   *     signs, or will sign, since only that version may say what follows
   */
  public Optional<StoredSigningKey> rotate(Actor by) {
    return changeNow(schedule::publishNext, by).in(KeyState.PUBLISHED);
  }

  /**
   * Drops a compromised key. This node refuses its tokens from now on, every other node within
   * {@link #refreshInterval()}. If it was the active one, another signs at once, although verifiers
   * may not know it before {@link #lastTrustedAt}.
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
    return changes.make(change, by, known::look); // another node may have changed more by now
  }
}
