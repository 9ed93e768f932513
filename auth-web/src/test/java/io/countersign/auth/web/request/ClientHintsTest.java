package io.countersign.auth.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientHintsTest {

  private static ClientHints hints(Map<String, List<String>> headers) {
    return ClientHints.of(Requests.from(null, headers));
  }

  private static ClientHints brands(String... lines) {
    return hints(Map.of("Sec-CH-UA", List.of(lines)));
  }

  private static ClientHints platform(String... lines) {
    return hints(Map.of("Sec-CH-UA-Platform", List.of(lines)));
  }

  @Test
  void hints_ofARequestWithout_sayNothing() {
    ClientHints none = hints(Map.of());
    assertThat(none.browser()).isEmpty();
    assertThat(none.platform()).isEmpty();
    assertThat(none.mobile()).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"Chromium\";v=\"1\", \"Google Chrome\";v=\"1\"| Chrome",
        "\"Google Chrome\";v=\"1\",\"Chromium\";v=\"1\"| Chrome",
        "\"Google Chrome\", \"Brave\"| Brave",
        "\"Microsoft Edge\", \"Google Chrome\", \"Chromium\"| Edge",
        "\"Chromium\"| Chromium",
        "\"Notion\", \"Chromium\"| Notion",
        "\" Not A;Brand\";v=\"99\", \"Chromium\"| Chromium",
        "\"Not/A)Brand\";v=\"99\", \"Google Chrome\"| Chrome",
        "\"Chromium\", \"\\\\Not\\\"A;Brand\", \"Google Chrome\"| Chrome",
        "\"(Not(A:Brand\";v=\"99\", \"Opera\"| Opera",
      })
  void browser_isTheMostSpecificBrandThatIsOne(String field, String browser) {
    assertThat(brands(field).browser()).contains(browser);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"Not_A Brand\";v=\"99\"",
        "\"Android WebView\"",
        "\"\"",
        "\"<>\"",
        "\"   \"",
        "Chrome",
        "\"Chrome\" \"Edge\"",
      })
  void browser_whereNoBrandIsOne_isNone(String field) {
    assertThat(brands(field).browser()).isEmpty();
  }

  @Test
  void browser_overSeveralLines_isOfTheirOneList() {
    assertThat(brands("\"Chromium\"", "\"Google Chrome\"").browser()).contains("Chrome");
    assertThat(brands("\"Chromium\"", "\"Google Chrome").browser()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"<script>alert('x')</script>\"| scriptalertxscript",
        "\"  Two   words \"| Two words",
        "\"\\\"quoted\\\"\"| quoted",
        "\"-rf\"| rf",
        "\"A &amp; B\"| A amp B",
      })
  void browser_ofAHostileBrand_isPlainText(String field, String browser) {
    assertThat(brands(field).browser()).contains(browser);
  }

  @Test
  void names_areShort() {
    String longName = '"' + "a".repeat(300) + '"';
    assertThat(brands(longName).browser()).contains("a".repeat(40));
    assertThat(platform(longName).platform()).contains("a".repeat(40));
  }

  @Test
  void hints_ofTooManyCharacters_sayNothing() {
    String field = String.join(", ", Collections.nCopies(100, "\"Brave\""));
    assertThat(brands(field).browser()).isEmpty();
    assertThat(platform('"' + "a".repeat(511) + '"').platform()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Windows", "macOS", "Android", "Chrome OS", "Linux", "iOS", "Fuchsia"})
  void platform_isWhatIsSaid(String platform) {
    assertThat(platform('"' + platform + '"').platform()).contains(platform);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\"\"",
        "\"Unknown\"",
        "Windows",
        "\"Windows",
        "\"Windows\", \"Linux\"",
        "\"Win\u0007dows\"",
        "\"Wind\u00f6ws\"",
      })
  void platform_thatIsNone_isNone(String field) {
    assertThat(platform(field).platform()).isEmpty();
  }

  @Test
  void platform_saidTwice_isNone() {
    assertThat(platform("\"Windows\"", "\"Linux\"").platform()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"?1, true", "?0, false", "1, false", "?2, false", "true, false", "'?1, ?1', false"})
  void mobile_isSaidByTrueAlone(String field, boolean mobile) {
    assertThat(hints(Map.of("Sec-CH-UA-Mobile", List.of(field))).mobile()).isEqualTo(mobile);
  }
}
