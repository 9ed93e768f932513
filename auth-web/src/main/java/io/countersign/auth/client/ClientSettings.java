package io.countersign.auth.client;

import static java.util.stream.Collectors.toSet;

import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.InvalidSettingException;
import io.countersign.auth.verify.ServerAddress;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;
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

  private static final String URL = "countersign.url";

  /** The settings in MicroProfile Config. */
  private static final class Values {
    private final Config config;

    Values(Config config) {
      this.config = config;
    }

    Optional<String> get(String name) {
      return Optional.ofNullable(config.getConfigValue(name).getRawValue())
          .filter(value -> !value.isBlank());
    }

    String required(String name) {
      return get(name).orElseThrow(() -> new InvalidSettingException(name, "must be set"));
    }
  }

  /**
   * Reads the settings.
   *
   * @throws InvalidSettingException when one is missing or wrong, naming it
   */
  static ClientSettings read(Config config) {
    Values values = new Values(config);
    String issuer = values.required("countersign.issuer");
    AccessTokenSettings accessTokens =
        new AccessTokenSettings(
            issuer,
            Arrays.stream(values.required("countersign.audience").split(","))
                .map(String::strip)
                .collect(toSet()),
            Duration.ofMinutes(15), // of those who issue
            values.get("countersign.access-token.type").orElse("JWT"),
            skew(values));
    return new ClientSettings(accessTokens, server(values, issuer));
  }

  private static Duration skew(Values values) {
    String name = "countersign.clock-skew";
    try {
      return Duration.parse(values.get(name).orElse("PT30S"));
    } catch (DateTimeParseException e) {
      throw new InvalidSettingException(name, "must be an ISO 8601 duration like PT15M");
    }
  }

  private static ServerAddress server(Values values, String issuer) {
    boolean insecureHttp = isTrue(values, "countersign.insecure-http");
    try {
      return ServerAddress.of(values.get(URL).orElse(issuer), insecureHttp);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(URL, "or else the issuer " + e.getMessage());
    }
  }

  private static boolean isTrue(Values values, String name) {
    return switch (values.get(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new InvalidSettingException(name, "must be true or false");
    };
  }
}
