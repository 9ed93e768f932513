package io.countersign.auth.web;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.core.AccountPasswords;
import io.countersign.auth.core.Accounts;
import io.countersign.auth.core.BulkRevocation;
import io.countersign.auth.core.DirectoryAccounts;
import io.countersign.auth.core.Housekeeping;
import io.countersign.auth.core.Introspection;
import io.countersign.auth.core.RefreshTally;
import io.countersign.auth.core.Revocations;
import io.countersign.auth.core.RotatingTokenService;
import io.countersign.auth.core.SharedClock;
import io.countersign.auth.core.TokenRevocation;
import io.countersign.auth.keys.StoredKeyRing;
import io.countersign.auth.login.LoginProtection;
import io.countersign.auth.login.RecentProofs;
import io.countersign.auth.password.PasswordPolicy;
import io.countersign.auth.spi.AccessTokenStore;
import io.countersign.auth.spi.BulkEndings;
import io.countersign.auth.spi.ClaimContributor;
import io.countersign.auth.spi.Cleanup;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.FamilyEndings;
import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.LoginLimiterFactory;
import io.countersign.auth.spi.RefreshCounts;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Schema;
import io.countersign.auth.spi.SecretStore;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.spi.SessionDirectory;
import io.countersign.auth.spi.SharedTime;
import io.countersign.auth.spi.UserStore;
import io.countersign.auth.spi.keys.SigningKeyStore;
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
import java.security.SecureRandom;
import java.time.Clock;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.NullUnmarked;

/**
 * Hands the adapters to an {@link Assembly}, and the assembly's parts to CDI. It does so once, when
 * the EAR is deployed or the first part is needed.
 */
@ApplicationScoped
@NullUnmarked
class Wiring {

  @Inject Schema schema;
  @Inject SharedTime sharedTime;
  @Inject UserStore users;
  @Inject RefreshTokenStore refreshTokens;
  @Inject SessionDirectory sessions;
  @Inject FamilyEndings familyEndings;
  @Inject BulkEndings bulkEndings;
  @Inject AccessTokenStore accessTokens;
  @Inject Denylist recordedDenylist;
  @Inject Denylist.Connector denylists;
  @Inject SecurityEventStore eventStore;
  @Inject SigningKeyStore signingKeys;
  @Inject SecretStore secrets;
  @Inject LoginLimiterFactory loginLimiters;
  @Inject KnownPlaces knownPlaces;
  @Inject RefreshCounts refreshCounts;
  @Inject Cleanup cleanup;

  @Inject @Any Instance<ClaimContributor> claimContributors;
  @Inject Event<SecurityEvent> securityEvents;

  @Resource(lookup = "java:comp/DefaultManagedExecutorService")
  ManagedExecutorService executor;

  private Assembly assembly;

  @PostConstruct
  void start() {
    assembly =
        Assembly.of(
            adapters(),
            SettingsReader.read(ConfigProvider.getConfig()),
            Clock.systemUTC(),
            new SecureRandom());
  }

  @PreDestroy
  void stop() {
    assembly.close();
  }

  private Adapters adapters() {
    return new Adapters(
        schema,
        sharedTime,
        users,
        refreshTokens,
        sessions,
        familyEndings,
        bulkEndings,
        accessTokens,
        recordedDenylist,
        denylists,
        eventStore,
        signingKeys,
        secrets,
        loginLimiters,
        knownPlaces,
        refreshCounts,
        cleanup,
        claimContributors.stream().toList(),
        securityEvents::fire,
        executor);
  }

  /** Makes sure that {@link #start} has run. */
  void ensureStarted() {}

  /** The clock in use, to be kept right. */
  SharedClock sharedClock() {
    return assembly.clock();
  }

  /** The denylist in use. It is not a bean, since CDI could not choose between two of its type. */
  Denylist denylist() {
    return assembly.denylist();
  }

  /** The number of this node's refreshes, to be handed on. */
  RefreshTally refreshTally() {
    return assembly.refreshTally();
  }

  @Produces
  @Singleton
  Settings settings() {
    return assembly.settings();
  }

  @Produces
  @Singleton
  Clock clock() {
    return assembly.clock();
  }

  @Produces
  @Singleton
  Metrics metrics() {
    return assembly.metrics();
  }

  @Produces
  @Singleton
  StoredKeyRing keyRing() {
    return assembly.keyRing();
  }

  @Produces
  @Singleton
  TokenVerifier verifier() {
    return assembly.verifier();
  }

  @Produces
  @Singleton
  RevocationCheck revocationCheck() {
    return assembly.revocationCheck();
  }

  @Produces
  @Singleton
  Revocations revocations() {
    return assembly.revocations();
  }

  @Produces
  @Singleton
  BulkRevocation bulkRevocation() {
    return assembly.bulkRevocation();
  }

  @Produces
  @Singleton
  DirectoryAccounts directoryAccounts() {
    return assembly.directoryAccounts();
  }

  @Produces
  @Singleton
  PasswordPolicy passwordPolicy() {
    return assembly.passwordPolicy();
  }

  @Produces
  @Singleton
  AccountPasswords accountPasswords() {
    return assembly.accountPasswords();
  }

  @Produces
  @Singleton
  Accounts accounts() {
    return assembly.accounts();
  }

  @Produces
  @Singleton
  LoginProtection loginProtection() {
    return assembly.loginProtection();
  }

  @Produces
  @Singleton
  RecentProofs recentProofs() {
    return assembly.recentProofs();
  }

  @Produces
  @Singleton
  RotatingTokenService tokenService() {
    return assembly.tokenService();
  }

  @Produces
  @Singleton
  Introspection introspection() {
    return assembly.introspection();
  }

  @Produces
  @Singleton
  TokenRevocation tokenRevocation() {
    return assembly.tokenRevocation();
  }

  @Produces
  @Singleton
  Housekeeping housekeeping() {
    return assembly.housekeeping();
  }

  @Produces
  @Singleton
  Readiness readiness() {
    return assembly.readiness();
  }
}
