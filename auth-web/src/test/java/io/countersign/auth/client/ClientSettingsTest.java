package io.countersign.auth.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.docs.SettingsTable;
import io.countersign.auth.verify.InvalidSettingException;
import io.countersign.auth.verify.SettingValues;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientSettingsTest {

  private static final Map<String, String> LEAST =
      Map.of("countersign.issuer", "https://auth.example/auth", "countersign.audience", "shop, a");

  private static ClientSettings read(Map<String, String> values) {
    return ClientSettings.read(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(values, "test", 100))
            .build());
  }

  private static ClientSettings readWith(String name, String value) {
    Map<String, String> values = new HashMap<>(LEAST);
    values.put(name, value);
    return read(values);
  }

  @Test
  void read_requiredOnly_asksTheIssuer() {
    ClientSettings settings = read(LEAST);
    assertThat(settings.accessTokens().issuer()).isEqualTo("https://auth.example/auth");
    assertThat(settings.accessTokens().audience()).containsExactlyInAnyOrder("shop", "a");
    assertThat(settings.accessTokens().type()).isEqualTo("JWT");
    assertThat(settings.accessTokens().clockSkew()).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.server().resolve("/x")).hasToString("https://auth.example/auth/x");
  }

  @Test
  void read_allNames_areTaken() {
    assertThat(readWith("countersign.url", "http://localhost:8080/auth/").server())
        .hasToString("http://localhost:8080/auth");
    assertThat(readWith("countersign.access-token.type", "at+jwt").accessTokens().type())
        .isEqualTo("at+jwt");
    assertThat(readWith("countersign.clock-skew", "PT1M").accessTokens().clockSkew())
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void read_plainHttpElsewhere_hasToBeAskedFor() {
    Map<String, String> values = new HashMap<>(LEAST);
    values.put("countersign.url", "http://countersign:8080/auth");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> read(values))
        .withMessageStartingWith("countersign.url")
        .withMessageContaining("plain http");
    values.put("countersign.insecure-http", "true");
    assertThat(read(values).server()).hasToString("http://countersign:8080/auth");
  }

  @ParameterizedTest
  @ValueSource(strings = {"countersign.issuer", "countersign.audience"})
  void read_requiredMissing_isRefusedByName(String name) {
    Map<String, String> values = new HashMap<>(LEAST);
    values.remove(name);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> read(values))
        .withMessage(name + " must be set");
  }

  /** Like the server does, whose settings they are. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "countersign.issuer",
        "countersign.audience",
        "countersign.access-token.type",
        "countersign.clock-skew",
        "countersign.url",
        "countersign.insecure-http"
      })
  void read_blankValue_isRefusedByName(String name) {
    for (String blank : new String[] {"", " "}) {
      assertThatExceptionOfType(InvalidSettingException.class)
          .isThrownBy(() -> readWith(name, blank))
          .withMessage(name + " must not be empty");
    }
  }

  @Test
  void read_everyName_isInTheDocument() {
    SettingValues values = new SettingValues(name -> Optional.ofNullable(LEAST.get(name)));
    ClientSettings.read(values);
    Map<String, String> server = SettingsTable.defaults("Of the server");
    Map<String, String> others = SettingsTable.defaults("Of client jar, command line and Payara");
    assertThat(values.texts().keySet())
        .filteredOn(name -> !server.containsKey(name))
        .containsExactly("insecure-http", "url");
    assertThat(others)
        .containsOnlyKeys("url", "insecure-http", "token", "password", "payara-mechanism")
        .containsEntry("insecure-http", "`" + values.texts().get("insecure-http") + "`");
  }

  @ParameterizedTest
  @CsvSource({
    "countersign.clock-skew, 30",
    "countersign.clock-skew, PT6M",
    "countersign.access-token.type, at",
    "countersign.url, login",
    "countersign.insecure-http, yes"
  })
  void read_wrongValue_isRefusedByName(String name, String value) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> readWith(name, value))
        .withMessageStartingWith(name);
  }
}
