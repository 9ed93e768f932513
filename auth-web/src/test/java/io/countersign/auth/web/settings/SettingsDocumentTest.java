package io.countersign.auth.web.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.docs.DocumentTable;
import io.countersign.auth.docs.SettingsTable;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is read, what the document says of it, and what the event of a start tells are the same. */
class SettingsDocumentTest {

  private static final Map<String, String> REQUIRED =
      Map.of(
          "countersign.issuer", "https://auth.example",
          "countersign.audience", "shop",
          "countersign.master-key-file", "/etc/countersign/master.key");

  /** Each tells who may log in, where a server is, or where a secret lies. */
  private static final Set<String> HIDDEN =
      Set.of(
          "master-key-file",
          "previous-master-key-file",
          "signing.import-key-file",
          "redis.uri",
          "bootstrap.admin-username",
          "bootstrap.admin-password",
          "recovery.admin-password");

  private final Map<String, String> documented = SettingsTable.defaults("Of the server");
  private final SettingsReader reader = readerOf(REQUIRED);
  private final Settings settings = reader.read();

  private static SettingsReader readerOf(Map<String, String> values) {
    return new SettingsReader(
        new SmallRyeConfigBuilder()
            .withSources(new PropertiesConfigSource(values, "test", 100))
            .build());
  }

  @Test
  void document_hasTheSettingsThatAreRead() {
    assertThat(documented).containsOnlyKeys(reader.texts().keySet());
  }

  @Test
  void document_hasTheDefaultsThatAreRead() {
    reader
        .texts()
        .forEach(
            (name, text) -> {
              String cell = documented.getOrDefault(name, "");
              if (REQUIRED.containsKey("countersign." + name)) {
                assertThat(cell).as(name).isEqualTo("required");
              } else if (text.isEmpty()) {
                assertThat(cell).as(name).isIn("none", "random");
              } else if (!name.equals("refresh-token.directory-max-lifetime")) { // of another
                assertThat(cell).as(name).isEqualTo("`" + text + "`");
              }
            });
  }

  @Test
  void document_hasTheVariablesOfTheDataSource() {
    assertThat(DocumentTable.rows("settings.md", "Of the data source"))
        .extracting(row -> DocumentTable.code(row.get(0)))
        .containsExactlyElementsOf(
            SettingsReader.OF_THE_SERVER.stream()
                .map(name -> "COUNTERSIGN_" + name.replace('.', '_').toUpperCase(Locale.ROOT))
                .toList());
  }

  @Test
  void document_hasTheSettingsOfOthers() {
    assertThat(SettingsTable.defaults("Of client jar, command line and Payara"))
        .containsOnlyKeys(SettingsReader.OF_OTHERS);
  }

  @Test
  void shown_isEverySettingButTheHidden() {
    Set<String> expected = new TreeSet<>(documented.keySet());
    expected.removeAll(HIDDEN);
    expected.add("denylist");
    assertThat(settings.shown()).containsOnlyKeys(expected);
  }

  @Test
  void shown_values_areTheEffective() {
    assertThat(settings.shown())
        .containsEntry("issuer", "https://auth.example")
        .containsEntry("access-token.ttl", "PT15M")
        .containsEntry("device-binding", "optional")
        .containsEntry("trusted-proxies", "")
        .containsEntry("denylist", "postgresql");
    Map<String, String> values = new HashMap<>(REQUIRED);
    values.put("countersign.refresh-token.max-lifetime", "P20D");
    values.put("countersign.device-binding", "required");
    assertThat(readerOf(values).read().shown())
        .containsEntry("refresh-token.max-lifetime", "P20D")
        .containsEntry("refresh-token.directory-max-lifetime", "PT480H")
        .containsEntry("device-binding", "required");
  }

  @Test
  void shown_hasNothingOfTheHidden() {
    Map<String, String> values = new HashMap<>(REQUIRED);
    for (String name : HIDDEN) {
      values.put("countersign." + name, "redis://s3cret");
    }
    assertThat(readerOf(values).read().shown())
        .containsEntry("denylist", "redis")
        .satisfies(shown -> assertThat(shown.toString()).doesNotContain("s3cret"));
  }
}
