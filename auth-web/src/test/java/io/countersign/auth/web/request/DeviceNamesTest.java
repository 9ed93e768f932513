package io.countersign.auth.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceNamesTest {

  private static final DeviceNames NAMES = new DeviceNames();

  private static final ClientHints NO_HINTS =
      new ClientHints(Optional.empty(), Optional.empty(), false);

  private static Optional<String> name(String userAgent) {
    return NAMES.of(userAgent, NO_HINTS);
  }

  /** User agents and hints as browsers, applications and programs of 2024 to 2026 send them. */
  @ParameterizedTest
  @CsvFileSource(
      resources = "devices.csv",
      delimiter = '|',
      quoteCharacter = '`',
      maxCharsPerColumn = 1024,
      emptyValue = "")
  void name_isProgramAndPlace(
      String name, String userAgent, String brands, String platform, String mobile) {
    Map<String, List<String>> headers = new HashMap<>();
    headers.put("Sec-CH-UA", Stream.ofNullable(brands).toList());
    headers.put("Sec-CH-UA-Platform", Stream.ofNullable(platform).toList());
    headers.put("Sec-CH-UA-Mobile", Stream.ofNullable(mobile).toList());
    ClientHints hints = ClientHints.of(Requests.from(null, headers));
    assertThat(NAMES.of(userAgent == null ? "" : userAgent, hints)).contains(name);
  }

  @Test
  void name_ofHints_winsOverTheUserAgentForWhatTheySay() {
    String firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";
    assertThat(NAMES.of(firefox, new ClientHints(Optional.of("Edge"), Optional.empty(), false)))
        .contains("Edge on Linux");
    assertThat(NAMES.of(firefox, new ClientHints(Optional.empty(), Optional.of("macOS"), true)))
        .contains("Firefox on macOS");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "nothing to see", "Java-http-client/17.0.15"})
  void name_ofNothingKnown_isNone(String userAgent) {
    assertThat(name(userAgent)).isEmpty();
  }

  @Test
  void name_ofAProgramWithALongName_isShort() {
    assertThat(name("A".repeat(200) + "/1 CFNetwork/1494.0.7 Darwin/23.4.0"))
        .hasValueSatisfying(name -> assertThat(name).hasSizeLessThanOrEqualTo(100));
  }

  /** By processor time, of which a machine that is busy otherwise takes no more. */
  @ParameterizedTest
  @ValueSource(
      strings = {"Obigo", "blocked", "Cloud Object Storage", "Prime ", "0_", "; ", "(", "a", " "})
  void name_ofAHostileUserAgent_takesMilliseconds(String repeated) {
    String userAgent = repeated.repeat(512);
    name(userAgent);
    var threads = ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();
    name(userAgent);
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begin))
        .isLessThan(Duration.ofMillis(100));
  }
}
