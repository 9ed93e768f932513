package io.countersign.auth.web.settings;

import io.countersign.auth.core.CleanupSettings;
import io.countersign.auth.core.RefreshTokenSettings;
import io.countersign.auth.core.Username;
import io.countersign.auth.keys.CryptoProvider;
import io.countersign.auth.keys.SigningSettings;
import io.countersign.auth.password.HashingCost;
import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.InvalidSettingException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * All settings of a deployment, read once and valid.
 *
 * @param reauthenticationMaxAge how old a login may be where the password has to be fresh
 * @param cryptoProvider the provider of the cryptography that signs and verifies
 * @param verifierCacheSize how many verified tokens to remember, 0 for none
 * @param masterKeyFile the file of the master key
 * @param previousMasterKeyFile the file of the master key before, while it is being changed
 * @param redisUri the Redis that keeps the denylist in memory; empty when it is in the database
 *     only
 * @param hashingCost what the hash of a password costs
 * @param loginAttempts how many wrong passwords are checked in {@link #LOGIN_PERIOD}, for a user
 *     and from an address
 * @param trustedProxies the proxies whose word for a client's address is taken
 * @param forwardingHeader the header in which they write it
 * @param corsOrigins the origins whose scripts may read what is not public
 * @param metricsAccess who may read the metrics
 * @param bootstrapUsername the administrator made at the first start
 * @param bootstrapPassword the administrator's password; empty for a random one
 * @param recoveryPassword the password that the same administrator gets at this start; empty for no
 *     recovery
 * @param shown what the event of this start tells of the settings, by name: no password, no address
 *     of a server, no path of a file
 */
public record Settings(
    AccessTokenSettings accessTokens,
    RefreshTokenSettings refreshTokens,
    Duration reauthenticationMaxAge,
    SigningSettings signing,
    CleanupSettings cleanup,
    CryptoProvider.Choice cryptoProvider,
    int verifierCacheSize,
    Path masterKeyFile,
    Optional<Path> previousMasterKeyFile,
    Optional<URI> redisUri,
    HashingCost hashingCost,
    int loginAttempts,
    TrustedProxies trustedProxies,
    ForwardingHeader forwardingHeader,
    CorsOrigins corsOrigins,
    MetricsAccess metricsAccess,
    String bootstrapUsername,
    Optional<String> bootstrapPassword,
    Optional<String> recoveryPassword,
    Map<String, String> shown) {

  /** The time after which no wrong password is counted any more. */
  public static final Duration LOGIN_PERIOD = Duration.ofMinutes(15);

  private static final int MOST_LOGIN_ATTEMPTS = 1000;

  /** Less would not last from the password to what it was asked for. */
  private static final Duration SHORTEST_MAX_AGE = Duration.ofMinutes(1);

  private static final int LARGEST_CACHE = 1_000_000;

  /**
   * Checks what no other record checks.
   *
   * @throws InvalidSettingException when a value is out of bounds
   */
  public Settings {
    shown = Map.copyOf(shown);
    if (verifierCacheSize < 0 || verifierCacheSize > LARGEST_CACHE) {
      throw new InvalidSettingException(
          "countersign.verifier.cache-size", "must be from 0 to 1000000");
    }
    if (reauthenticationMaxAge.compareTo(SHORTEST_MAX_AGE) < 0) {
      throw new InvalidSettingException(
          "countersign.reauthentication.max-age", "must be at least " + SHORTEST_MAX_AGE);
    }
    if (loginAttempts < 1 || loginAttempts > MOST_LOGIN_ATTEMPTS) {
      throw new InvalidSettingException("countersign.login.max-attempts", "must be from 1 to 1000");
    }
    if (Username.parse(bootstrapUsername).isEmpty()) {
      throw new InvalidSettingException("countersign.bootstrap.admin-username", Username.RULE);
    }
  }

  /** The issuer of the tokens, which is the address of this deployment, too. */
  public String issuer() {
    return accessTokens.issuer();
  }

  /** Whether each session has to be bound to a device. */
  public boolean deviceRequired() {
    return refreshTokens.deviceRequired();
  }

  /** Shows no value: one of them is a password. */
  @Override
  public String toString() {
    return "Settings[]";
  }
}
