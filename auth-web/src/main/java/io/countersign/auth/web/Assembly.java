package io.countersign.auth.web;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import io.countersign.auth.Actor;
import io.countersign.auth.RevocationCheck;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.core.AccessTokenIssuer;
import io.countersign.auth.core.AccountPasswords;
import io.countersign.auth.core.Accounts;
import io.countersign.auth.core.AdministratorRecovery;
import io.countersign.auth.core.BulkRevocation;
import io.countersign.auth.core.DirectoryAccounts;
import io.countersign.auth.core.Housekeeping;
import io.countersign.auth.core.Introspection;
import io.countersign.auth.core.RefreshTally;
import io.countersign.auth.core.RefreshTokenCodec;
import io.countersign.auth.core.Revocations;
import io.countersign.auth.core.RoleBudget;
import io.countersign.auth.core.RotatingTokenService;
import io.countersign.auth.core.SessionStores;
import io.countersign.auth.core.SharedClock;
import io.countersign.auth.core.TokenRevocation;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.keys.CryptoProvider;
import io.countersign.auth.keys.CurrentKeysRevocationCheck;
import io.countersign.auth.keys.MasterKey;
import io.countersign.auth.keys.StoredKeyRing;
import io.countersign.auth.login.LoginProtection;
import io.countersign.auth.login.RecentProofs;
import io.countersign.auth.password.PasswordHasher;
import io.countersign.auth.password.PasswordPolicy;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.verify.CachingTokenVerifier;
import io.countersign.auth.verify.DenylistRevocationCheck;
import io.countersign.auth.verify.InvalidSettingException;
import io.countersign.auth.verify.JoseTokenVerifier;
import io.countersign.auth.web.health.Readiness;
import io.countersign.auth.web.metrics.Metrics;
import io.countersign.auth.web.request.TraceIds;
import io.countersign.auth.web.settings.Settings;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The parts of a server, put together once. It is plain Java, so that a test can make it of
 * adapters in memory.
 *
 * <p>It is made as a whole or not at all: a failure closes the parts that are open by then.
 */
final class Assembly implements AutoCloseable {

  /** How long a probe waits for the database. */
  private static final Duration PING = Duration.ofSeconds(2);

  private final Settings settings;
  private final Deque<Runnable> closings;

  private final SharedClock clock;
  private final Metrics metrics;
  private final SecurityEvents events;
  private final StoredKeyRing keyRing;
  private final TokenVerifier verifier;
  private final Denylist denylist;
  private final RevocationCheck revocationCheck;
  private final Revocations revocations;
  private final BulkRevocation bulkRevocation;
  private final PasswordPolicy passwordPolicy = new PasswordPolicy();
  private final AccountPasswords accountPasswords;
  private final Accounts accounts;
  private final DirectoryAccounts directoryAccounts;
  private final LoginProtection loginProtection;
  private final RecentProofs recentProofs;
  private final RefreshTally refreshTally;
  private final RotatingTokenService tokenService;
  private final Introspection introspection;
  private final TokenRevocation tokenRevocation;
  private final Housekeeping housekeeping;
  private final Readiness readiness;

  /**
   * Puts the parts together, migrates the schema, sees to a key and an administrator, and reports
   * the start.
   *
   * @param systemClock what the shared clock goes by between two looks at the database's
   * @throws InvalidSettingException when what a setting names cannot be used, naming it
   */
  static Assembly of(Adapters adapters, Settings settings, Clock systemClock, SecureRandom random) {
    Deque<Runnable> closings = new ArrayDeque<>();
    try {
      return new Assembly(adapters, settings, systemClock, random, closings);
    } catch (RuntimeException e) {
      closings.forEach(Runnable::run);
      throw e;
    }
  }

  private Assembly(
      Adapters adapters,
      Settings settings,
      Clock systemClock,
      SecureRandom random,
      Deque<Runnable> closings) {
    this.settings = settings;
    this.closings = closings;
    MasterKey masterKey =
        MasterKey.read(settings.masterKeyFile(), settings.previousMasterKeyFile(), random);
    adapters.schema().migrate();
    clock = new SharedClock(adapters.time(), systemClock);
    clock.synchronise();
    Supplier<UUID> ids =
        TimeOrderedEpochFactory.builder().withClock(clock).withRandom(random).build()::create;

    metrics = closed(new Metrics(clock), Metrics::close, closings);
    events =
        new SecurityEvents(
            adapters.events(),
            List.of(adapters.listener(), metrics::count),
            TraceIds.ofThisServer(),
            clock);
    CryptoProvider crypto =
        closed(
            CryptoProvider.open(settings.cryptoProvider(), random),
            CryptoProvider::close,
            closings);
    keyRing =
        StoredKeyRing.open(
            adapters.signingKeys(), masterKey, settings.signing(), random, crypto, events, clock);
    verifier = verifier(keyRing, settings, crypto, clock);
    denylist = closed(denylist(adapters, settings, clock), Denylist::close, closings);
    revocationCheck =
        metrics.timed(
            new CurrentKeysRevocationCheck(keyRing, new DenylistRevocationCheck(denylist)));
    revocations =
        new Revocations(adapters.familyEndings(), adapters.accessTokens(), denylist, events, clock);
    bulkRevocation =
        new BulkRevocation(adapters.sessions(), adapters.bulkEndings(), revocations, events, clock);

    PasswordHasher hasher = new PasswordHasher(random, settings.hashingCost());
    accountPasswords = new AccountPasswords(adapters.users(), hasher);
    accounts =
        new Accounts(
            adapters.users(),
            accountPasswords,
            new RoleBudget(settings.accessTokens()),
            revocations,
            events,
            ids,
            clock);
    directoryAccounts = new DirectoryAccounts(adapters.users(), accountPasswords, accounts);
    RefreshTokenCodec codec = RefreshTokenCodec.open(adapters.secrets(), masterKey, random);
    loginProtection =
        new LoginProtection(
            adapters.loginLimiters().create(Settings.LOGIN_PERIOD, clock),
            settings.loginAttempts(),
            adapters.knownPlaces(),
            codec,
            adapters.refreshTokens(),
            events,
            clock);
    recentProofs = new RecentProofs(adapters.users(), random, clock);
    AccessTokenIssuer issuer =
        new AccessTokenIssuer(
            keyRing,
            settings.accessTokens(),
            adapters.claimContributors(),
            ids,
            crypto.signatures(),
            clock);
    refreshTally =
        new RefreshTally(adapters.refreshCounts(), settings.cleanup().eventRetention(), clock);
    tokenService =
        new RotatingTokenService(
            new SessionStores(
                adapters.users(),
                adapters.refreshTokens(),
                adapters.sessions(),
                adapters.events(),
                adapters.knownPlaces()),
            codec,
            issuer,
            settings.refreshTokens(),
            revocations,
            events,
            outcome -> {
              metrics.countRefresh(outcome);
              refreshTally.count(outcome);
            },
            ids,
            clock);
    introspection =
        new Introspection(verifier, revocationCheck, codec, adapters.refreshTokens(), clock);
    tokenRevocation = new TokenRevocation(verifier, codec, revocations);
    housekeeping = new Housekeeping(adapters.cleanup(), settings.cleanup(), clock);
    readiness =
        new Readiness(
            adapters.schema(),
            keyRing::canSign,
            settings.redisUri().map(uri -> denylist),
            adapters.executor(),
            PING);

    metrics.showKeys(keyRing::knownKeys);
    metrics.showSigning(keyRing::canSign, keyRing::age);
    metrics.showDenylist(denylist);
    metrics.showCleanup(housekeeping::removed, housekeeping::backlog);

    AdministratorSetUp administrator =
        new AdministratorSetUp(settings, accounts, accountPasswords, passwordPolicy);
    boolean isFirstStart = adapters.users().isEmpty();
    if (isFirstStart) {
      administrator.makeFirst(random);
    }
    administrator.recover(
        new AdministratorRecovery(accounts, hasher, adapters.secrets(), masterKey));
    if (!isFirstStart) { // a password takes its time, and nobody waits for this line of the log
      adapters.executor().execute(administrator::tellWhatIsPassedOver);
    }
    events.report(events.now(SecurityEvent.Type.STARTED).by(Actor.SYSTEM).with(settings.shown()));
  }

  /** Remembers how to close a part. The part that was opened last is closed first. */
  private static <T> T closed(T part, Consumer<T> closing, Deque<Runnable> closings) {
    closings.addFirst(() -> closing.accept(part));
    return part;
  }

  private static TokenVerifier verifier(
      StoredKeyRing keyRing, Settings settings, CryptoProvider crypto, Clock clock) {
    JoseTokenVerifier examining =
        new JoseTokenVerifier(keyRing, settings.accessTokens(), crypto.signatures(), clock);
    int size = settings.verifierCacheSize();
    return size == 0 ? examining : new CachingTokenVerifier(examining, size);
  }

  private static Denylist denylist(Adapters adapters, Settings settings, Clock clock) {
    return settings
        .redisUri()
        .map(uri -> connect(adapters.denylists(), uri, settings.issuer(), clock))
        .orElse(adapters.recordedDenylist());
  }

  private static Denylist connect(
      Denylist.Connector denylists, URI redis, String namespace, Clock clock) {
    try {
      return denylists.connect(redis, namespace, clock);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException("countersign.redis.uri", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    closings.forEach(Runnable::run);
  }

  /** The settings that it was made by. */
  Settings settings() {
    return settings;
  }

  /** The clock of all nodes. */
  SharedClock clock() {
    return clock;
  }

  /** What is counted. */
  Metrics metrics() {
    return metrics;
  }

  /** The keys. */
  StoredKeyRing keyRing() {
    return keyRing;
  }

  /** What verifies access tokens. */
  TokenVerifier verifier() {
    return verifier;
  }

  /** The denylist in use: in Redis where that is configured, else in the database. */
  Denylist denylist() {
    return denylist;
  }

  /** What a sensitive operation asks. */
  RevocationCheck revocationCheck() {
    return revocationCheck;
  }

  /** What ends sessions and denies tokens. */
  Revocations revocations() {
    return revocations;
  }

  /** What ends everybody's sessions by conditions. */
  BulkRevocation bulkRevocation() {
    return bulkRevocation;
  }

  /** Which new passwords are good enough. */
  PasswordPolicy passwordPolicy() {
    return passwordPolicy;
  }

  /** The passwords of the users. */
  AccountPasswords accountPasswords() {
    return accountPasswords;
  }

  /** The users. */
  Accounts accounts() {
    return accounts;
  }

  /** The users whose passwords are kept elsewhere. */
  DirectoryAccounts directoryAccounts() {
    return directoryAccounts;
  }

  /** What keeps passwords from being guessed. */
  LoginProtection loginProtection() {
    return loginProtection;
  }

  /** Which services have shown their password a moment ago. */
  RecentProofs recentProofs() {
    return recentProofs;
  }

  /** How many refreshes there were that are not handed on yet. */
  RefreshTally refreshTally() {
    return refreshTally;
  }

  /** What opens, refreshes and ends sessions. */
  RotatingTokenService tokenService() {
    return tokenService;
  }

  /** What services ask about tokens (RFC 7662). */
  Introspection introspection() {
    return introspection;
  }

  /** What services revoke (RFC 7009). */
  TokenRevocation tokenRevocation() {
    return tokenRevocation;
  }

  /** What removes expired rows. */
  Housekeeping housekeeping() {
    return housekeeping;
  }

  /** Whether this node can serve. */
  Readiness readiness() {
    return readiness;
  }
}
