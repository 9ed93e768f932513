package io.countersign.auth.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredStringsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"a\", \"b\"",
        "\"a\",\"b\"",
        "\"a\" \t,\t \"b\"",
        "  \"a\", \"b\"  ",
        "\"a\";v=\"1\", \"b\";v=\"2\"",
        "\"a\";  v, \"b\";*x-_.*=tok*en/:%",
        "\"a\";i=-12;d=1.5;t=?1;f=?0;b=:aGk=:;s=\"x, \\\"y\\\"\", \"b\"",
      })
  void list_ofStrings_isTheirText(String field) {
    assertThat(StructuredStrings.read(field)).containsExactly("a", "b");
  }

  @Test
  void string_withEscapes_isWhatTheyStandFor() {
    assertThat(StructuredStrings.read("\"a\\\\b\\\"c, d;e\"")).containsExactly("a\\b\"c, d;e");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "a",
        "1",
        "?1",
        ":aGk=:",
        "(\"a\")",
        "\"a",
        "a\"",
        "\"a\\\"",
        "\"a\\x\"",
        "\"a\"\"b\"",
        "\"a\" \"b\"",
        "\"a\";",
        "\"a\" ;v",
        "\"a\";V",
        "\"a\";v=",
        "\"a\";v=\"1",
        "\"a\";v=1a",
        "\"a\";v=1.",
        "\"a\";v=1.2345",
        "\"a\";v=1234567890123456",
        "\"a\";v=?2",
        "\"a\";v=:a",
        "\"a\",",
        ",\"a\"",
        "\"a\",,\"b\"",
        "\"a\", b",
        "\t\"a\"",
        "\"a\u0000\"",
        "\"a\u007f\"",
        "\"\u00e4\"",
        "\"a\"\n",
      })
  void field_thatIsMalformed_hasNone(String field) {
    assertThat(StructuredStrings.read(field)).isEmpty();
  }

  @Test
  void field_of512Characters_isRead_andALongerOneIsNot() {
    assertThat(StructuredStrings.read('"' + "a".repeat(510) + '"')).hasSize(1);
    assertThat(StructuredStrings.read('"' + "a".repeat(511) + '"')).isEmpty();
  }

  /** By processor time, of which a machine that is busy otherwise takes no more. */
  @ParameterizedTest
  @ValueSource(strings = {"\"a\",", "\"a\";a=", "\"a\" ", "\\\"", "\"", ";", "; ", ";a=1", "\t,"})
  void field_thatIsHostile_takesMilliseconds(String repeated) {
    String field = ("\"a\"" + repeated.repeat(512)).substring(0, 512);
    StructuredStrings.read(field);
    var threads = ManagementFactory.getThreadMXBean();
    long begin = threads.getCurrentThreadCpuTime();
    StructuredStrings.read(field);
    assertThat(Duration.ofNanos(threads.getCurrentThreadCpuTime() - begin))
        .isLessThan(Duration.ofMillis(50));
  }
}
