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
 * The settings of a client: those of the server by the same names, which applications on the same
 * server share without another word, and the server's address.
 *
 * @param accessTokens what tokens have to say
 * @param server where keys and revocations are asked for: {@code countersign.url}, the issuer by
 *     default
 */
record ClientSettings(AccessTokenSettings accessTokens, ServerAddress server) {

  /** The life of a token, which a client does not ask for. */
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
