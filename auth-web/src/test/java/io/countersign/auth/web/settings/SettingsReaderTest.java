package io.countersign.auth.web.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.core.Username;
import io.countersign.auth.event.IpAddress;
import io.countersign.auth.keys.CryptoProvider;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.verify.InvalidSettingException;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

  private static final Map<String, String> LEAST =
      Map.of(
          "countersign.issuer", "https://auth.example",
          "countersign.audience", "shop",
          "countersign.master-key-file", "/etc/countersign/master.key");

  private static Settings read(Map<String, String> values) {
    Config config =
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(values, "test", 100))
            .build();
    return SettingsReader.read(config);
  }

  private static Settings readWith(String name, String value) {
    Map<String, String> values = new HashMap<>(LEAST);
    values.put(name, value);
    return read(values);
  }

  @Test
  void read_requiredOnly_hasTheContractsDefaults() {
    Settings settings = read(LEAST);
    assertThat(settings.accessTokens().ttl()).isEqualTo(Duration.ofMinutes(15));
    assertThat(settings.accessTokens().type()).isEqualTo("JWT");
    assertThat(settings.accessTokens().clockSkew()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.refreshTokens().ttl()).isEqualTo(Duration.ofDays(7));
    assertThat(settings.refreshTokens().maxLifetime()).isEqualTo(Duration.ofDays(30));
    assertThat(settings.refreshTokens().retryWindow()).isZero();
    assertThat(settings.refreshTokens().deviceRequired()).isFalse();
    assertThat(settings.signing().algorithm()).isEqualTo(SigningAlgorithm.RS256);
    assertThat(settings.signing().rsaBits()).isEqualTo(2048);
    assertThat(settings.signing().importKeyFile()).isEmpty();
    assertThat(settings.signing().rotationInterval()).isEqualTo(Duration.ofDays(30));
    assertThat(settings.signing().publishAhead()).isEqualTo(Duration.ofHours(1));
    assertThat(settings.signing().jwksMaxAge()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.signing().clockSkew()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.cleanup().interval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.cleanup().eventRetention()).isEqualTo(Duration.ofDays(90));
    assertThat(settings.previousMasterKeyFile()).isEmpty();
    assertThat(settings.cryptoProvider()).isEqualTo(CryptoProvider.Choice.DEFAULT);
    assertThat(settings.masterKeyFile()).isEqualTo(Path.of("/etc/countersign/master.key"));
    assertThat(settings.metricsAccess()).isEqualTo(MetricsAccess.LOCAL);
    assertThat(settings.bootstrapUsername()).isEqualTo("admin");
    assertThat(settings.bootstrapPassword()).isEmpty();
    assertThat(settings.loginAttempts()).isEqualTo(10);
    assertThat(settings.trustedProxies()).isEqualTo(TrustedProxies.NONE);
    assertThat(settings.forwardingHeader()).isEqualTo(ForwardingHeader.X_FORWARDED_FOR);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000})
  void read_loginAttempts_areTheNamed(int attempts) {
    String value = String.valueOf(attempts);
    assertThat(readWith("countersign.login.max-attempts", value).loginAttempts())
        .isEqualTo(attempts);
  }

  @Test
  void read_trustedProxies_areTheNamed() {
    TrustedProxies proxies =
        readWith("countersign.trusted-proxies", "10.0.0.0/8, 2001:db8::1").trustedProxies();
    assertThat(proxies.include(IpAddress.parse("10.1.2.3").orElseThrow())).isTrue();
    assertThat(proxies.include(IpAddress.parse("2001:db8::1").orElseThrow())).isTrue();
    assertThat(proxies.include(IpAddress.parse("11.0.0.1").orElseThrow())).isFalse();
  }

  @Test
  void read_corsOrigins_areTheNamedAsBrowsersWriteThem() {
    CorsOrigins origins =
        readWith(
                "countersign.cors.origins",
                "https://App.example.com:443, https://b\u00fccher.example:8443,http://localhost:5173")
            .corsOrigins();
    for (String known :
        new String[] {
          "https://app.example.com", "https://xn--bcher-kva.example:8443", "http://localhost:5173"
        }) {
      assertThat(origins.include(known)).as(known).isTrue();
    }
    for (String other :
        new String[] {"https://app.example.com:443", "https://example.com", "null", "*", ""}) {
      assertThat(origins.include(other)).as(other).isFalse();
    }
    assertThat(read(LEAST).corsOrigins().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "*",
        "null",
        "https://*.example.com",
        "https://app.example.com/",
        "https://app.example.com/shop",
        "https://app.example.com,",
        "http://app.example.com",
        "http://localhost.example.com",
        "app.example.com",
        "capacitor://localhost"
      })
  void read_corsOriginsThatAreNone_areRefused(String value) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> readWith("countersign.cors.origins", value))
        .withMessageContaining("countersign.cors.origins");
  }

  @Test
  void read_cryptoProvider_isTheNamed() {
    assertThat(readWith("countersign.crypto.provider", "corretto").cryptoProvider())
        .isEqualTo(CryptoProvider.Choice.CORRETTO);
    assertThat(readWith("countersign.crypto.provider", "auto").cryptoProvider())
        .isEqualTo(CryptoProvider.Choice.AUTO);
    assertThat(readWith("countersign.crypto.provider", "default").cryptoProvider())
        .isEqualTo(CryptoProvider.Choice.DEFAULT);
  }

  @ParameterizedTest
  @CsvSource({"local, LOCAL", "open, OPEN", "off, OFF"})
  void read_metricsAccess_isTheNamed(String value, MetricsAccess access) {
    assertThat(readWith("countersign.metrics.access", value).metricsAccess()).isEqualTo(access);
  }

  @Test
  void read_severalAudiences_takesAll() {
    assertThat(readWith("countersign.audience", "shop, warehouse").accessTokens().audience())
        .isEqualTo(Set.of("shop", "warehouse"));
  }

  @Test
  void read_password_isTakenAsItIsAndNeverShown() {
    Settings settings = readWith("countersign.bootstrap.admin-password", "a${b}\\c");
    assertThat(settings.bootstrapPassword()).contains("a${b}\\c");
    assertThat(settings.toString()).doesNotContain("a${b}");
  }

  @ParameterizedTest
  @CsvSource({
    "countersign.access-token.ttl, 15 minutes, ISO 8601",
    "countersign.access-token.ttl, PT2H, PT1H",
    "countersign.clock-skew, PT301S, PT5M",
    "countersign.refresh-token.ttl, P31D, countersign.refresh-token.max-lifetime",
    "countersign.refresh-token.retry-window, PT2M, PT1M",
    "countersign.refresh-token.directory-max-lifetime, P31D, from PT1S to",
    "countersign.refresh-token.directory-max-lifetime, PT0S, PT1S",
    "countersign.device-binding, yes, optional or required",
    "countersign.signing.algorithm, HS256, RS256 or ES256",
    "countersign.crypto.provider, Corretto, or corretto",
    "countersign.crypto.provider, BC, or corretto",
    "countersign.metrics.access, LOCAL, 'local, open or off'",
    "countersign.signing.rsa-bits, 1024, 2048",
    "countersign.signing.rsa-bits, many, whole number",
    "countersign.jwks.max-age, '', must not be empty",
    "countersign.jwks.max-age, PT-5M, PT1S to P1D",
    "countersign.jwks.max-age, PT0.5S, PT1S to P1D",
    "countersign.signing.publish-ahead, PT5M29S, countersign.signing.publish-ahead",
    "countersign.jwks.max-age, PT1H, countersign.signing.publish-ahead",
    "countersign.signing.rotation-interval, PT1H, at least twice",
    "countersign.password.argon2.memory, 19455, from 19456 to 1048576 KiB",
    "countersign.password.argon2.memory, 19M, whole number",
    "countersign.password.argon2.iterations, 0, 1 to 100",
    "countersign.password.argon2.parallelism, 17, 1 to 16",
    "countersign.login.max-attempts, 0, 1 to 1000",
    "countersign.login.max-attempts, 1001, 1 to 1000",
    "countersign.login.max-attempts, -1, 1 to 1000",
    "countersign.login.max-attempts, ten, whole number",
    "countersign.trusted-proxies, '', must not be empty",
    "countersign.trusted-proxies, proxy.example, CIDR",
    "countersign.trusted-proxies.header, Via, X-Forwarded-For or Forwarded",
    "countersign.trusted-proxies, 10.0.0.1/8, CIDR",
    "countersign.cleanup.interval, PT9.999S, PT10S to P1D",
    "countersign.cleanup.interval, P1DT1S, PT10S to P1D",
    "countersign.cleanup.interval, 5m, ISO 8601",
    "countersign.events.retention, PT23H, P1D to P3650D",
    "countersign.events.retention, P3651D, P1D to P3650D",
    "countersign.clock.skew, PT5S, is not a setting",
    "countersign.refresh-token.max-lifetime, P4000D, P3650D",
    "countersign.issuer, ' ', must not be empty",
    "countersign.acess-token.ttl, PT15M, is not a setting",
    "COUNTERSIGN_ACESS_TOKEN_TTL, PT15M, is not a setting"
  })
  void read_wrongValue_isRefusedByName(String name, String value, String problem) {
    String namedSetting = problem.startsWith("countersign.") ? problem : name;
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> readWith(name, value))
        .withMessageStartingWith(namedSetting + " ")
        .withMessageContaining(problem);
  }

  @Test
  void read_administratorNameThatCannotBeKept_isRefusedByName() {
    for (String wrong : new String[] {"a\nb", "x".repeat(256)}) {
      assertThatExceptionOfType(InvalidSettingException.class)
          .isThrownBy(() -> readWith("countersign.bootstrap.admin-username", wrong))
          .withMessage("countersign.bootstrap.admin-username " + Username.RULE);
    }
  }

  @ParameterizedTest
  @CsvSource({"countersign.issuer", "countersign.audience", "countersign.master-key-file"})
  void read_requiredMissing_isRefusedByName(String name) {
    Map<String, String> values = new HashMap<>(LEAST);
    values.remove(name);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> read(values))
        .withMessage(name + " must be set");
  }

  private static Settings readEnvironment(Map<String, String> variables) {
    Config config =
        new SmallRyeConfigBuilder()
            .withSources(
                new PropertiesConfigSource(LEAST, "test", 100), new EnvConfigSource(variables, 300))
            .build();
    return SettingsReader.read(config);
  }

  @Test
  void read_environment_isReadAndKnown() {
    Map<String, String> variables =
        Map.of(
            "COUNTERSIGN_CLOCK_SKEW", "PT1S",
            "COUNTERSIGN_DB_URL", "jdbc:postgresql://db/auth",
            "COUNTERSIGN_PORT_8080_TCP_ADDR", "10.0.0.1",
            "COUNTERSIGN_SERVICE_HOST", "10.0.0.1");
    assertThat(readEnvironment(variables).accessTokens().clockSkew())
        .isEqualTo(Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @CsvSource({
    "COUNTERSIGN_DB_PORT, tcp://10.0.0.2:5432",
    "COUNTERSIGN_DB_PORT_5432_TCP, tcp://10.0.0.2:5432",
    "COUNTERSIGN_DB_PORT_5432_TCP_PROTO, tcp",
    "COUNTERSIGN_DB_SERVICE_HOST, 10.0.0.2",
    "COUNTERSIGN_DB_SERVICE_PORT_POSTGRESQL, 5432",
    "COUNTERSIGN_REDIS_MASTER_PORT, udp://10.0.0.3:6379",
    "COUNTERSIGN_PORT, tcp://10.0.0.1:8080",
    "COUNTERSIGN_VERSION, 1.0.0",
    "COUNTERSIGN_HOME, /opt/countersign"
  })
  void read_variablesThatOthersSet_arePassedOver(String name, String value) {
    assertThat(readEnvironment(Map.of(name, value)).accessTokens().issuer())
        .isEqualTo("https://auth.example");
  }

  @ParameterizedTest
  @CsvSource({
    "COUNTERSIGN_DB_PORT, 5432",
    "COUNTERSIGN_PORT, 8080",
    "COUNTERSIGN_DB_SERVICE_HOSTS, 10.0.0.2",
    "COUNTERSIGN_ISSUER_VERSION, 1"
  })
  void read_variablesLikeThose_areRefusedByName(String name, String value) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> readEnvironment(Map.of(name, value)))
        .withMessageStartingWith(name + " is not a setting");
  }

  @Test
  void read_variablesOfTheCommandLine_areNotTakenForMisspelt() {
    Map<String, String> variables =
        Map.of(
            "COUNTERSIGN_URL",
            "https://auth.example/auth",
            "COUNTERSIGN_TOKEN",
            "x",
            "COUNTERSIGN_PASSWORD",
            "x");
    assertThat(readEnvironment(variables).accessTokens().issuer())
        .isEqualTo("https://auth.example");
  }

  @Test
  void read_misspeltVariable_isRefusedByName() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> readEnvironment(Map.of("COUNTERSIGN_CLOK_SKEW", "PT1S")))
        .withMessageStartingWith("COUNTERSIGN_CLOK_SKEW is not a setting");
  }
}
