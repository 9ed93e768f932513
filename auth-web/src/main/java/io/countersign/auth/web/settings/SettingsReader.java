package io.countersign.auth.web.settings;

import static java.util.stream.Collectors.toSet;

import io.countersign.auth.core.CleanupSettings;
import io.countersign.auth.core.RefreshTokenSettings;
import io.countersign.auth.keys.CryptoProvider;
import io.countersign.auth.keys.SigningSettings;
import io.countersign.auth.spi.SigningAlgorithm;
import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.InvalidSettingException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/**
 * Reads the settings from MicroProfile Config, once. A wrong value, an empty one and a name that
 * does not exist are refused by name: nothing falls back silently.
 */
public final class SettingsReader {

  private static final System.Logger LOG = System.getLogger(SettingsReader.class.getName());
  private static final String PREFIX = "countersign.";

  /** Read by the servers' data sources, not here. */
  private static final List<String> OF_THE_SERVER =
      List.of("db.url", "db.user", "db.password", "db.pool.max");

  /** Read by the command line, other applications and a CDI extension, of one environment. */
  private static final List<String> OF_OTHERS =
      List.of("url", "token", "insecure-http", "payara-mechanism");

  /** RFC 3986 §2.1. */
  private static final String ENCODED =
      "; in its user and password all but letters, digits, - . _ and ~ is percent-encoded, such as"
          + " %40 for @ and %23 for #";

  private final Config config;
  private final Set<String> known = new HashSet<>();

  private SettingsReader(Config config) {
    this.config = config;
    OF_THE_SERVER.forEach(name -> known.add(PREFIX + name));
    OF_OTHERS.forEach(name -> known.add(PREFIX + name));
  }

  /**
   * Reads all settings.
   *
   * @throws InvalidSettingException when one is missing, wrong, contradicts another or is unknown
   */
  public static Settings read(Config config) {
    SettingsReader reader = new SettingsReader(config);
    AccessTokenSettings accessTokens = reader.accessTokens();
    Settings settings =
        new Settings(
            accessTokens,
            reader.refreshTokens(),
            reader.signing(accessTokens.clockSkew()),
            reader.cleanup(),
            reader.optional(
                "crypto.provider", SettingsReader::provider, CryptoProvider.Choice.DEFAULT),
            reader.optional("verifier.cache-size", Integer::valueOf, 0),
            reader.required("master-key-file", SettingsReader::path),
            reader.parsed("previous-master-key-file", SettingsReader::path),
            reader.parsed("redis.uri", SettingsReader::uri),
            reader.optional("login.max-attempts", Integer::valueOf, 10),
            reader.optional("trusted-proxies", TrustedProxies::parse, TrustedProxies.NONE),
            reader.optional(
                "trusted-proxies.header", SettingsReader::header, ForwardingHeader.X_FORWARDED_FOR),
            reader.optional("cors.origins", SettingsReader::origins, CorsOrigins.NONE),
            reader.optional("metrics.access", SettingsReader::access, MetricsAccess.LOCAL),
            reader.optional("bootstrap.admin-username", Function.identity(), "admin"),
            reader.raw("bootstrap.admin-password"),
            reader.raw("recovery.admin-password"));
    reader.refuseUnknown();
    return settings;
  }

  private AccessTokenSettings accessTokens() {
    return new AccessTokenSettings(
        required("issuer", Function.identity()),
        required("audience", SettingsReader::names),
        optional("access-token.ttl", SettingsReader::duration, Duration.ofMinutes(15)),
        optional("access-token.type", Function.identity(), "JWT"),
        optional("clock-skew", SettingsReader::duration, Duration.ofSeconds(30)));
  }

  private RefreshTokenSettings refreshTokens() {
    Duration maxLifetime =
        optional("refresh-token.max-lifetime", SettingsReader::duration, Duration.ofDays(30));
    return new RefreshTokenSettings(
        optional("refresh-token.ttl", SettingsReader::duration, Duration.ofDays(7)),
        maxLifetime,
        optional("refresh-token.directory-max-lifetime", SettingsReader::duration, maxLifetime),
        optional("refresh-token.retry-window", SettingsReader::duration, Duration.ZERO),
        optional("device-binding", SettingsReader::isRequired, false));
  }

  private SigningSettings signing(Duration clockSkew) {
    return new SigningSettings(
        optional("signing.algorithm", SettingsReader::algorithm, SigningAlgorithm.RS256),
        optional("signing.rsa-bits", Integer::valueOf, 2048),
        parsed("signing.import-key-file", SettingsReader::path),
        optional("signing.rotation-interval", SettingsReader::duration, Duration.ofDays(30)),
        optional("signing.publish-ahead", SettingsReader::duration, Duration.ofHours(1)),
        optional("jwks.max-age", SettingsReader::duration, Duration.ofMinutes(5)),
        clockSkew);
  }

  private CleanupSettings cleanup() {
    return new CleanupSettings(
        optional("cleanup.interval", SettingsReader::duration, Duration.ofMinutes(5)),
        optional("events.retention", SettingsReader::duration, Duration.ofDays(90)));
  }

  private <T> T required(String name, Function<String, T> parser) {
    return parsed(name, parser)
        .orElseThrow(() -> new InvalidSettingException(PREFIX + name, "must be set"));
  }

  private <T> T optional(String name, Function<String, T> parser, T defaultValue) {
    return parsed(name, parser).orElse(defaultValue);
  }

  private <T> Optional<T> parsed(String name, Function<String, T> parser) {
    Optional<String> value = raw(name);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(value.get()));
    } catch (NumberFormatException e) {
      throw new InvalidSettingException(PREFIX + name, "must be a whole number");
    } catch (DateTimeParseException e) {
      throw new InvalidSettingException(PREFIX + name, "must be an ISO 8601 duration like PT15M");
    } catch (InvalidPathException e) {
      throw new InvalidSettingException(PREFIX + name, "must be a file's path");
    } catch (NotOneOfException e) {
      throw new InvalidSettingException(PREFIX + name, "must be " + e.getMessage());
    }
  }

  private Optional<String> raw(String name) {
    known.add(PREFIX + name);
    String value = config.getConfigValue(PREFIX + name).getRawValue();
    if (value != null && value.isBlank()) {
      throw new InvalidSettingException(PREFIX + name, "must not be empty");
    }
    return Optional.ofNullable(value);
  }

  private void refuseUnknown() {
    Set<String> names = new TreeSet<>();
    config.getPropertyNames().forEach(names::add);
    Set<String> variables = known.stream().map(SettingsReader::variable).collect(toSet());
    for (String name : names) {
      boolean unknownVariable = name.startsWith(variable(PREFIX)) && !variables.contains(name);
      // Configuration sources list a variable under a guess at its property's name as well.
      boolean unknownProperty =
          name.startsWith(PREFIX) && !known.contains(name) && !names.contains(variable(name));
      if (unknownVariable && isForeign(name)) {
        LOG.log(System.Logger.Level.INFO, "{0} is no setting of Countersign: passed over", name);
      } else if (unknownVariable || unknownProperty) {
        throw new InvalidSettingException(name, "is not a setting of this version");
      }
    }
  }

  private boolean isForeign(String variable) {
    return ForeignVariables.include(variable, config.getConfigValue(variable).getRawValue());
  }

  /** The environment variable of a property (MicroProfile Config §5.3.1, rule 3). */
  private static String variable(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  private static Duration duration(String text) {
    return Duration.parse(text);
  }

  private static Path path(String text) {
    return Path.of(text);
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) { // whose message quotes the URI, with its password
      throw new NotOneOfException("a URI like redis://host:6379" + ENCODED);
    }
  }

  private static Set<String> names(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).collect(toSet());
  }

  private static boolean isRequired(String text) {
    return switch (text) {
      case "required" -> true;
      case "optional" -> false;
      default -> throw new NotOneOfException("optional or required");
    };
  }

  private static CryptoProvider.Choice provider(String text) {
    return switch (text) {
      case "default" -> CryptoProvider.Choice.DEFAULT;
      case "corretto" -> CryptoProvider.Choice.CORRETTO;
      default -> throw new NotOneOfException("default or corretto");
    };
  }

  private static CorsOrigins origins(String text) {
    try {
      return CorsOrigins.parse(text);
    } catch (IllegalArgumentException e) {
      throw new NotOneOfException(
          "origins like https://app.example.com, with commas between them: no path, no pattern, and"
              + " http on this machine only");
    }
  }

  private static MetricsAccess access(String text) {
    return switch (text) {
      case "local" -> MetricsAccess.LOCAL;
      case "open" -> MetricsAccess.OPEN;
      case "off" -> MetricsAccess.OFF;
      default -> throw new NotOneOfException("local, open or off");
    };
  }

  private static ForwardingHeader header(String text) {
    return ForwardingHeader.named(text)
        .orElseThrow(() -> new NotOneOfException("X-Forwarded-For or Forwarded"));
  }

  private static SigningAlgorithm algorithm(String text) {
    return Arrays.stream(SigningAlgorithm.values())
        .filter(algorithm -> algorithm.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new NotOneOfException("RS256 or ES256"));
  }

  /** Says which values there are. */
  private static final class NotOneOfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotOneOfException(String choices) {
      super(choices);
    }
  }
}
