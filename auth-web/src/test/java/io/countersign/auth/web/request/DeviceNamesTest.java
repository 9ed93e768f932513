package io.countersign.auth.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceNamesTest {

  private static final DeviceNames NAMES = new DeviceNames();

  @ParameterizedTest
  @CsvSource({
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0,"
        + " Firefox on Windows",
    "'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"
        + " Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0', Edge on Windows",
    "'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
        + " Gecko) Version/18.1 Mobile/15E148 Safari/604.1', Safari on iPhone",
    "'Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
        + " CriOS/131.0.6778.73 Mobile/15E148 Safari/604.1', Chrome on iPad",
    "'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)"
        + " Version/18.1 Safari/605.1.15', Safari on macOS",
    "'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0"
        + " Mobile Safari/537.36', Chrome on Android",
    "Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0, Firefox on Linux",
    "Dalvik/2.1.0 (Linux; U; Android 14; Pixel 8 Build/UQ1A), Android",
    "curl/8.5.0, curl",
    "okhttp/4.12.0, okhttp"
  })
  void name_ofAUserAgent_isProgramAndPlace(String userAgent, String name) {
    assertThat(NAMES.of(userAgent)).contains(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "nothing to see", "Java-http-client/17.0.15"})
  void name_ofNothingKnown_isNone(String userAgent) {
    assertThat(NAMES.of(userAgent)).isEmpty();
  }

  @Test
  void name_ofAProgramWithALongName_isShort() {
    assertThat(NAMES.of("A".repeat(200) + "/1 CFNetwork/1494.0.7 Darwin/23.4.0"))
        .hasValueSatisfying(name -> assertThat(name).hasSizeLessThanOrEqualTo(100));
  }

  /** By processor time, of which a machine that is busy otherwise takes no more. */
  @ParameterizedTest
  @ValueSource(
      strings = {"Obigo", "blocked", "Cloud Object Storage", "Prime ", "0_", "; ", "(", "a", " "})
  void name_ofAHostileUserAgent_takesMilliseconds(String repeated) {
    String userAgent = repeated.repeat(512);
    NAMES.of(userAgent);
    var threads = ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();
    NAMES.of(userAgent);
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begin))
        .isLessThan(Duration.ofMillis(100));
  }
}
