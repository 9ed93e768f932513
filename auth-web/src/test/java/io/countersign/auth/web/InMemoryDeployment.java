package io.countersign.auth.web;

import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.core.AccountPasswords;
import io.countersign.auth.core.Accounts;
import io.countersign.auth.core.DirectoryAccounts;
import io.countersign.auth.core.Revocations;
import io.countersign.auth.core.RotatingTokenService;
import io.countersign.auth.login.LoginProtection;
import io.countersign.auth.password.PasswordPolicy;
import io.countersign.auth.spi.Cleanup;
import io.countersign.auth.spi.InMemoryBulkEndings;
import io.countersign.auth.spi.InMemoryDenylist;
import io.countersign.auth.spi.InMemoryFamilyEndings;
import io.countersign.auth.spi.InMemoryKeyStore;
import io.countersign.auth.spi.InMemoryKnownPlaces;
import io.countersign.auth.spi.InMemoryLoginLimiter;
import io.countersign.auth.spi.InMemoryRefreshCounts;
import io.countersign.auth.spi.InMemoryRefreshTokenStore;
import io.countersign.auth.spi.InMemoryUserStore;
import io.countersign.auth.spi.Schema;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.web.metrics.Metrics;
import io.countersign.auth.web.settings.Settings;
import io.countersign.auth.web.settings.SettingsReader;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A server's parts without a server: what resources are tested on in seconds. */
public final class InMemoryDeployment implements AutoCloseable {

  /** The name of the administrator, the first user. */
  public static final String ADMINISTRATOR = "admin";

  /** The administrator's password. */
  public static final String PASSWORD = "violet kettle drums on tuesday";

  private final InMemoryUserStore users = new InMemoryUserStore();
  private final InMemoryRefreshTokenStore families = new InMemoryRefreshTokenStore(users);
  private final Assembly assembly;

  /**
   * Starts it.
   *
   * @param folder where its master key is to be
   * @param settings beyond those that it needs
   */
  public InMemoryDeployment(Path folder, Map<String, String> settings) throws IOException {
    Path key = Files.write(folder.resolve("master.key"), new byte[32]);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    Map<String, String> values = new HashMap<>();
    values.put("countersign.issuer", "https://login.example/auth");
    values.put("countersign.audience", "shop");
    values.put("countersign.signing.algorithm", "ES256");
    values.put("countersign.master-key-file", key.toString());
    values.put("countersign.bootstrap.admin-password", PASSWORD);
    values.putAll(settings);
    assembly =
        Assembly.of(
            adapters(),
            SettingsReader.read(
                new SmallRyeConfigBuilder()
                    .withSources(new PropertiesConfigSource(values, "test", 100))
                    .build()),
            Clock.systemUTC(),
            new SecureRandom());
  }

  private Adapters adapters() {
    InMemoryDenylist denylist = users.denylist();
    InMemoryKeyStore keys = new InMemoryKeyStore(denylist.events());
    return new Adapters(
        new NoSchema(),
        Clock.systemUTC()::instant,
        users,
        families,
        families,
        new InMemoryFamilyEndings(families),
        new InMemoryBulkEndings(families),
        denylist,
        denylist,
        (uri, namespace, clock) -> denylist,
        denylist.events(),
        keys,
        keys,
        (period, clock) -> new InMemoryLoginLimiter(),
        new InMemoryKnownPlaces(families),
        new InMemoryRefreshCounts(),
        new NothingToClean(),
        List.of(),
        event -> {},
        Runnable::run);
  }

  /** What was set. */
  public Settings settings() {
    return assembly.settings();
  }

  /** The clock. */
  public Clock clock() {
    return assembly.clock();
  }

  /** The passwords of the users. */
  public AccountPasswords accountPasswords() {
    return assembly.accountPasswords();
  }

  /** The users. */
  public Accounts accounts() {
    return assembly.accounts();
  }

  /** The users whose passwords are kept elsewhere. */
  public DirectoryAccounts directoryAccounts() {
    return assembly.directoryAccounts();
  }

  /** What limits attempts. */
  public LoginProtection loginProtection() {
    return assembly.loginProtection();
  }

  /** What is a good password. */
  public PasswordPolicy passwordPolicy() {
    return assembly.passwordPolicy();
  }

  /** What opens and refreshes sessions. */
  public RotatingTokenService tokenService() {
    return assembly.tokenService();
  }

  /** What ends sessions. */
  public Revocations revocations() {
    return assembly.revocations();
  }

  /** What verifies access tokens. */
  public TokenVerifier verifier() {
    return assembly.verifier();
  }

  /** What is counted. */
  public Metrics metrics() {
    return assembly.metrics();
  }

  /** The events that were kept. */
  public List<SecurityEvent> events() {
    return users.denylist().events().events();
  }

  /** Where events are kept. */
  public SecurityEventStore eventStore() {
    return users.denylist().events();
  }

  /** The sessions. */
  public InMemoryRefreshTokenStore families() {
    return families;
  }

  @Override
  public void close() {
    assembly.close();
  }

  private static final class NoSchema implements Schema {
    @Override
    public void migrate() {}

    @Override
    public void ping() {}
  }

  private static final class NothingToClean implements Cleanup {
    @Override
    public boolean runAlone(Runnable work) {
      work.run();
      return true;
    }

    @Override
    public Batch removeBatch(Kind kind, Instant before, int limit) {
      return new Batch(0, 0);
    }

    @Override
    public Map<Kind, Long> backlog(Map<Kind, Instant> before) {
      return Map.of();
    }
  }
}
