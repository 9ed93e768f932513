package io.countersign.auth.client;

import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.InvalidSettingException;
import io.countersign.auth.verify.ServerAddress;
import io.countersign.auth.verify.SettingValues;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/**
 * The settings of a client: some of the server's, by the same names, and the server's address.
 * Applications on the same server read the same configuration, so they need none of their own.
 *
 * @param accessTokens what tokens have to say
 * @param server the server that is asked for keys and revocations: {@code countersign.url}, the
 *     issuer by default
 */
record ClientSettings(AccessTokenSettings accessTokens, ServerAddress server) {

  /** The life of a token, which matters only to those who issue it. */
  private static final Duration OF_THOSE_WHO_ISSUE = Duration.ofMinutes(15);

  /**
   * Reads the settings.
   *
   * @throws InvalidSettingException when one is missing or wrong, naming it
   */
  static ClientSettings read(Config config) {
    return read(
        new SettingValues(name -> Optional.ofNullable(config.getConfigValue(name).getRawValue())));
  }

  static ClientSettings read(SettingValues values) {
    AccessTokenSettings accessTokens = AccessTokenSettings.read(values, OF_THOSE_WHO_ISSUE);
    return new ClientSettings(accessTokens, server(values, accessTokens.issuer()));
  }

  private static ServerAddress server(SettingValues values, String issuer) {
    boolean insecureHttp = values.optional("insecure-http", SettingValues::trueOrFalse, "false");
    String url = values.optional("url", Function.identity()).orElse(issuer);
    try {
      return ServerAddress.of(url, insecureHttp);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(
          SettingValues.PREFIX + "url", "or else the issuer " + e.getMessage());
    }
  }
}
