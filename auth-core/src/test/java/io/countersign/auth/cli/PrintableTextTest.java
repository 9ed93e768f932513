package io.countersign.auth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b", "\u009b", "\u0000", "\n", "\r", "\t", "\b", "\u007f", "\u202e", "\u2028", "\ud800"
      })
  void line_characterThatATerminalObeys_isReplaced(String character) {
    assertThat(PrintableText.line("a" + character + "[2Jb")).isEqualTo("a?[2Jb");
  }

  @Test
  void line_text_isKept() {
    assertThat(PrintableText.line("Schlüssel 鍵 😀")).isEqualTo("Schlüssel 鍵 😀");
    assertThat(PrintableText.line("x".repeat(600))).hasSize(503).endsWith("x...");
  }

  @Test
  void json_characterThatATerminalObeys_isEscaped() {
    assertThat(PrintableText.json("{\r\n\t\"a\": \"\u009b\u202e\udb40\udc01ü\"}"))
        .isEqualTo("{\n\t\"a\": \"\\u009b\\u202e\\udb40\\udc01ü\"}");
  }
}
