package io.countersign.auth.web;

import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import io.countersign.auth.Actor;
import io.countersign.auth.RevocationCheck;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.core.AccessTokenIssuer;
import io.countersign.auth.core.Accounts;
import io.countersign.auth.core.AdministratorRecovery;
import io.countersign.auth.core.Housekeeping;
import io.countersign.auth.core.Introspection;
import io.countersign.auth.core.RefreshTokenCodec;
import io.countersign.auth.core.Revocations;
import io.countersign.auth.core.RoleBudget;
import io.countersign.auth.core.RotatingTokenService;
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
import io.countersign.auth.spi.AccessTokenStore;
import io.countersign.auth.spi.ClaimContributor;
import io.countersign.auth.spi.Cleanup;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.DenylistConnector;
import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.LoginLimiterFactory;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Schema;
import io.countersign.auth.spi.SecretStore;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.spi.SharedTime;
import io.countersign.auth.spi.SigningKeyStore;
import io.countersign.auth.spi.UserStore;
import io.countersign.auth.verify.CachingTokenVerifier;
import io.countersign.auth.verify.DenylistRevocationCheck;
import io.countersign.auth.verify.InvalidSettingException;
import io.countersign.auth.verify.JoseTokenVerifier;
import io.countersign.auth.web.health.Readiness;
import io.countersign.auth.web.metrics.Metrics;
import io.countersign.auth.web.settings.Settings;
import io.countersign.auth.web.settings.SettingsReader;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;

/** Puts the parts together, once, when the first of them is needed or the EAR is deployed. */
@ApplicationScoped
@NullUnmarked
class Wiring {

  /** How long a probe waits for the database. */
  private static final int PING_SECONDS = 2;

  @Inject Schema schema;
  @Inject SharedTime sharedTime;
  @Inject UserStore users;
  @Inject RefreshTokenStore refreshTokens;
  @Inject AccessTokenStore accessTokens;
  @Inject Denylist recordedDenylist;
  @Inject DenylistConnector denylists;
  @Inject SecurityEventStore eventStore;
  @Inject SigningKeyStore signingKeys;
  @Inject SecretStore secrets;
  @Inject LoginLimiterFactory loginLimiters;
  @Inject KnownPlaces knownPlaces;
  @Inject Cleanup cleanup;

  @Inject @Any Instance<ClaimContributor> claimContributors;
  @Inject Event<SecurityEvent> securityEvents;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ManagedExecutorService executor;

  private Settings settings;
  private SharedClock clock;
  private CryptoProvider crypto;
  private StoredKeyRing keyRing;
  private TokenVerifier verifier;
  private Denylist denylist;
  private SecurityEvents events;
  private Metrics metrics;
  private Readiness readiness;
  private Revocations revocations;
  private RevocationCheck revocationCheck;
  private Accounts accounts;
  private RotatingTokenService tokenService;
  private LoginProtection loginProtection;
  private Housekeeping housekeeping;
  private RecentProofs recentProofs;
  private Introspection introspection;
  private TokenRevocation tokenRevocation;
  private final PasswordPolicy passwordPolicy = new PasswordPolicy();

  @PostConstruct
  void start() {
    try {
      assemble();
    } catch (RuntimeException e) { // nobody is told that a bean ends which has not begun
      stop();
      throw e;
    }
  }

  @PreDestroy
  void stop() {
    if (denylist != null) {
      denylist.close();
    }
    if (metrics != null) {
      metrics.close();
    }
    if (crypto != null) {
      crypto.close();
    }
  }

  private void assemble() {
    SecureRandom random = new SecureRandom();
    settings = SettingsReader.read(ConfigProvider.getConfig());
    MasterKey masterKey =
        MasterKey.read(settings.masterKeyFile(), settings.previousMasterKeyFile(), random);
    schema.migrate();
    clock = new SharedClock(sharedTime, Clock.systemUTC());
    clock.synchronise();
    Supplier<UUID> ids =
        TimeOrderedEpochFactory.builder().withClock(clock).withRandom(random).build()::create;
    metrics = new Metrics(clock);
    events = new SecurityEvents(eventStore, List.of(securityEvents::fire, metrics::count), clock);
    crypto = CryptoProvider.open(settings.cryptoProvider(), random);
    keyRing =
        StoredKeyRing.open(
            signingKeys, masterKey, settings.signing(), random, crypto, events, clock);
    verifier = verifier(clock);
    denylist = denylist(clock);
    metrics.showKeys(keyRing::knownKeys);
    metrics.showSigning(keyRing::canSign, keyRing::age);
    metrics.showDenylist(denylist);
    readiness =
        new Readiness(
            schema,
            keyRing::canSign,
            settings.redisUri().map(uri -> denylist),
            executor,
            Duration.ofSeconds(PING_SECONDS));
    revocationCheck =
        metrics.timed(
            new CurrentKeysRevocationCheck(keyRing, new DenylistRevocationCheck(denylist)));
    revocations = new Revocations(refreshTokens, accessTokens, denylist, events, clock);
    PasswordHasher hasher = new PasswordHasher(random);
    accounts =
        new Accounts(
            users,
            hasher,
            new RoleBudget(settings.accessTokens()),
            revocations,
            events,
            ids,
            clock);
    RefreshTokenCodec codec = RefreshTokenCodec.open(secrets, masterKey, random);
    loginProtection =
        new LoginProtection(
            loginLimiters.create(Settings.LOGIN_PERIOD, clock),
            settings.loginAttempts(),
            knownPlaces,
            codec,
            refreshTokens,
            events,
            clock);
    recentProofs = new RecentProofs(users, random, clock);
    introspection = new Introspection(verifier, revocationCheck, codec, refreshTokens, clock);
    tokenRevocation = new TokenRevocation(verifier, codec, revocations);
    tokenService =
        new RotatingTokenService(
            users,
            metrics.counted(refreshTokens),
            codec,
            new AccessTokenIssuer(
                keyRing,
                settings.accessTokens(),
                claimContributors.stream().toList(),
                ids,
                crypto.signatures(),
                clock),
            settings.refreshTokens(),
            revocations,
            events,
            ids,
            clock);
    housekeeping = new Housekeeping(cleanup, settings.cleanup(), clock);
    metrics.showCleanup(housekeeping::removed, housekeeping::backlog);
    AdministratorSetUp administrator = new AdministratorSetUp(settings, accounts, passwordPolicy);
    if (users.isEmpty()) {
      administrator.makeFirst(random);
    } else {
      administrator.tellWhatIsPassedOver();
    }
    administrator.recover(new AdministratorRecovery(accounts, hasher, secrets, masterKey));
    events.report(events.now(SecurityEvent.Type.STARTED).by(Actor.SYSTEM).with(settings.shown()));
  }

  private TokenVerifier verifier(Clock clock) {
    JoseTokenVerifier examining =
        new JoseTokenVerifier(keyRing, settings.accessTokens(), crypto.signatures(), clock);
    int size = settings.verifierCacheSize();
    return size == 0 ? examining : new CachingTokenVerifier(examining, size);
  }

  private Denylist denylist(Clock clock) {
    return settings
        .redisUri()
        .map(uri -> connect(uri, settings.issuer(), clock))
        .orElse(recordedDenylist);
  }

  private Denylist connect(URI redis, String namespace, Clock clock) {
    try {
      return denylists.connect(redis, namespace, clock);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException("countersign.redis.uri", String.valueOf(e.getMessage()));
    }
  }

  /** Makes sure that {@link #start} has run. */
  void ensureStarted() {}

  /** The clock in use, to be kept right. */
  SharedClock sharedClock() {
    return clock;
  }

  /** The denylist in use: not a bean, or there would be two of the type to choose from. */
  Denylist denylist() {
    return denylist;
  }

  @Produces
  @Singleton
  Settings settings() {
    return settings;
  }

  @Produces
  @Singleton
  StoredKeyRing keyRing() {
    return keyRing;
  }

  @Produces
  @Singleton
  TokenVerifier verifier() {
    return verifier;
  }

  @Produces
  @Singleton
  Metrics metrics() {
    return metrics;
  }

  @Produces
  @Singleton
  Readiness readiness() {
    return readiness;
  }

  @Produces
  @Singleton
  Revocations revocations() {
    return revocations;
  }

  @Produces
  @Singleton
  RevocationCheck revocationCheck() {
    return revocationCheck;
  }

  @Produces
  @Singleton
  Accounts accounts() {
    return accounts;
  }

  @Produces
  @Singleton
  PasswordPolicy passwordPolicy() {
    return passwordPolicy;
  }

  @Produces
  @Singleton
  RotatingTokenService tokenService() {
    return tokenService;
  }

  @Produces
  @Singleton
  LoginProtection loginProtection() {
    return loginProtection;
  }

  @Produces
  @Singleton
  RecentProofs recentProofs() {
    return recentProofs;
  }

  @Produces
  @Singleton
  Introspection introspection() {
    return introspection;
  }

  @Produces
  @Singleton
  Housekeeping housekeeping() {
    return housekeeping;
  }

  @Produces
  @Singleton
  TokenRevocation tokenRevocation() {
    return tokenRevocation;
  }

  @Produces
  @Singleton
  Clock clock() {
    return clock;
  }
}
