package io.countersign.auth.web.settings;

import static java.util.stream.Collectors.toSet;

import io.countersign.auth.core.CleanupSettings;
import io.countersign.auth.core.RefreshTokenSettings;
import io.countersign.auth.keys.CryptoProvider;
import io.countersign.auth.keys.SigningSettings;
import io.countersign.auth.password.HashingCost;
import io.countersign.auth.spi.SessionLimit;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.InvalidSettingException;
import io.countersign.auth.verify.SettingValues;
import io.countersign.auth.verify.SettingValues.WrongValueException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * Reads the settings from MicroProfile Config, once. A wrong value, an empty one and a name that
 * does not exist are refused by name: nothing falls back silently.
 */
public final class SettingsReader {

  private static final System.Logger LOG = System.getLogger(SettingsReader.class.getName());
  private static final String PREFIX = SettingValues.PREFIX;

  /** Read by the servers' data sources, not here. */
  static final List<String> OF_THE_SERVER =
      List.of("db.url", "db.user", "db.password", "db.pool.max");

  /** Read from the same environment by the command line, other applications and a CDI extension. */
  static final List<String> OF_OTHERS =
      List.of("url", "token", "password", "insecure-http", "payara-mechanism");

  /** The rule for a user and password in a URI (RFC 3986 §2.1), as a part of a message. */
  private static final String ENCODED =
      "; in its user and password all but letters, digits, - . _ and ~ is percent-encoded, such as"
          + " %40 for @ and %23 for #";

  /** The life of a brief session by default, where a usual one is not shorter. */
  private static final Duration BRIEF = Duration.ofHours(12);

  /** Left out of the event of a start: the administrator, a server's address, paths of files. */
  private static final Set<String> HIDDEN =
      Set.of(
          "master-key-file",
          "previous-master-key-file",
          "signing.import-key-file",
          "redis.uri",
          "bootstrap.admin-username",
          "bootstrap.admin-password",
          "recovery.admin-password");

  private final Config config;
  private final SettingValues values;

  SettingsReader(Config config) {
    this.config = config;
    this.values =
        new SettingValues(name -> Optional.ofNullable(config.getConfigValue(name).getRawValue()));
  }

  /**
   * Reads all settings.
   *
   * @throws InvalidSettingException when one is missing, wrong, contradicts another or is unknown
   */
  public static Settings read(Config config) {
    return new SettingsReader(config).read();
  }

  Settings read() {
    AccessTokenSettings accessTokens =
        AccessTokenSettings.read(
            values, values.optional("access-token.ttl", SettingValues::duration, "PT15M"));
    Settings settings =
        new Settings(
            accessTokens,
            refreshTokens(),
            values.optional("reauthentication.max-age", SettingValues::duration, "PT15M"),
            signing(accessTokens.clockSkew()),
            cleanup(),
            values.optional("crypto.provider", SettingsReader::provider, "default"),
            values.optional("verifier.cache-size", SettingValues::wholeNumber, "0"),
            values.required("master-key-file", SettingsReader::path),
            values.optional("previous-master-key-file", SettingsReader::path),
            values.optional("redis.uri", SettingsReader::uri),
            hashingCost(),
            values.optional("login.max-attempts", SettingValues::wholeNumber, "10"),
            values.optional("trusted-proxies", TrustedProxies::parse).orElse(TrustedProxies.NONE),
            values.optional("trusted-proxies.header", SettingsReader::header, "X-Forwarded-For"),
            values.optional("cors.origins", SettingsReader::origins).orElse(CorsOrigins.NONE),
            values.optional("metrics.access", SettingsReader::access, "local"),
            values.optional("bootstrap.admin-username", Function.identity(), "admin"),
            values.optional("bootstrap.admin-password", Function.identity()),
            values.optional("recovery.admin-password", Function.identity()),
            shown());
    refuseUnknown();
    return settings;
  }

  /** What has been read, by name; see {@link SettingValues#texts}. */
  SortedMap<String, String> texts() {
    return values.texts();
  }

  private RefreshTokenSettings refreshTokens() {
    Duration maxLifetime =
        values.optional("refresh-token.max-lifetime", SettingValues::duration, "P30D");
    return new RefreshTokenSettings(
        values.optional("refresh-token.ttl", SettingValues::duration, "P7D"),
        maxLifetime,
        values.optional(
            "refresh-token.directory-max-lifetime",
            SettingValues::duration,
            maxLifetime.toString()),
        values.optional(
            "refresh-token.brief-lifetime",
            SettingValues::duration,
            shorter(maxLifetime, BRIEF).toString()),
        values.optional("refresh-token.retry-window", SettingValues::duration, "PT0S"),
        values.optional("device-binding", SettingsReader::isRequired, "optional"),
        sessionLimit());
  }

  private SessionLimit sessionLimit() {
    SessionLimit usual = RefreshTokenSettings.USUAL_LIMIT;
    return new SessionLimit(
        number("sessions.max-per-user", usual.most()),
        values.optional("sessions.on-limit", SettingsReader::endsOldest, "end-oldest"));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private SigningSettings signing(Duration clockSkew) {
    return new SigningSettings(
        values.optional("signing.algorithm", SettingsReader::algorithm, "RS256"),
        values.optional("signing.rsa-bits", SettingValues::wholeNumber, "2048"),
        values.optional("signing.import-key-file", SettingsReader::path),
        values.optional("signing.rotation-interval", SettingValues::duration, "P30D"),
        values.optional("signing.publish-ahead", SettingValues::duration, "PT1H"),
        values.optional("jwks.max-age", SettingValues::duration, "PT5M"),
        clockSkew);
  }

  private HashingCost hashingCost() {
    HashingCost usual = HashingCost.DEFAULT;
    return new HashingCost(
        number("password.argon2.memory", usual.memoryKib()),
        number("password.argon2.iterations", usual.iterations()),
        number("password.argon2.parallelism", usual.parallelism()));
  }

  private int number(String name, int usual) {
    return values.optional(name, SettingValues::wholeNumber, Integer.toString(usual));
  }

  private CleanupSettings cleanup() {
    return new CleanupSettings(
        values.optional("cleanup.interval", SettingValues::duration, "PT5M"),
        values.optional("events.retention", SettingValues::duration, "P90D"));
  }

  /** All settings that were read and are not hidden, and where the denylist is. */
  private Map<String, String> shown() {
    Map<String, String> shown = new TreeMap<>(values.texts());
    String redis = shown.getOrDefault("redis.uri", "");
    shown.keySet().removeAll(HIDDEN);
    shown.put("denylist", redis.isEmpty() ? "postgresql" : "redis");
    return shown;
  }

  private void refuseUnknown() {
    Set<String> names = new TreeSet<>();
    config.getPropertyNames().forEach(names::add);
    Set<String> known =
        Stream.of(values.texts().keySet(), OF_THE_SERVER, OF_OTHERS)
            .flatMap(Collection::stream)
            .map(PREFIX::concat)
            .collect(toSet());
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

  private static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new WrongValueException("a file's path");
    }
  }

  private static URI uri(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) { // whose message quotes the URI, with its password
      throw new WrongValueException("a URI like redis://host:6379" + ENCODED);
    }
  }

  private static boolean endsOldest(String text) {
    return switch (text) {
      case "end-oldest" -> true;
      case "refuse" -> false;
      default -> throw new WrongValueException("end-oldest or refuse");
    };
  }

  private static boolean isRequired(String text) {
    return switch (text) {
      case "required" -> true;
      case "optional" -> false;
      default -> throw new WrongValueException("optional or required");
    };
  }

  private static CryptoProvider.Choice provider(String text) {
    return switch (text) {
      case "default" -> CryptoProvider.Choice.DEFAULT;
      case "auto" -> CryptoProvider.Choice.AUTO;
      case "corretto" -> CryptoProvider.Choice.CORRETTO;
      default -> throw new WrongValueException("default, auto or corretto");
    };
  }

  private static CorsOrigins origins(String text) {
    try {
      return CorsOrigins.parse(text);
    } catch (IllegalArgumentException e) {
      throw new WrongValueException(
          "origins like https://app.example.com, with commas between them: no path, no pattern, and"
              + " http on this machine only");
    }
  }

  private static MetricsAccess access(String text) {
    return switch (text) {
      case "local" -> MetricsAccess.LOCAL;
      case "open" -> MetricsAccess.OPEN;
      case "off" -> MetricsAccess.OFF;
      default -> throw new WrongValueException("local, open or off");
    };
  }

  private static ForwardingHeader header(String text) {
    return ForwardingHeader.named(text)
        .orElseThrow(() -> new WrongValueException("X-Forwarded-For or Forwarded"));
  }

  private static SigningAlgorithm algorithm(String text) {
    return Arrays.stream(SigningAlgorithm.values())
        .filter(algorithm -> algorithm.name().equals(text))
        .findFirst()
        .orElseThrow(() -> new WrongValueException("RS256 or ES256"));
  }
}
