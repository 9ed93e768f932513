package io.countersign.auth.web.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntityTagsTest {

  private static final String TAG = "\"abc\"";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"abc\"",
        "W/\"abc\"",
        " W/\"abc\" ",
        "\"x\", W/\"abc\"",
        "W/\"x,y\" ,\t\"abc\",, \"z\"",
        ", \"abc\"",
        "*",
        " * "
      })
  void include_weakListedOrAny_does(String header) {
    assertThat(EntityTags.include(header, TAG)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "\"ab\"",
        "\"ABC\"",
        "abc",
        "w/\"abc\"",
        "W/abc",
        "\"*\"",
        "\"x\" \"abc\"",
        "\"abc",
        "\"abc\", x",
        "*, \"abc\""
      })
  void include_otherOrMalformed_doesNot(String header) {
    assertThat(EntityTags.include(header, TAG)).isFalse();
  }

  @Test
  void include_noHeader_doesNot() {
    assertThat(EntityTags.include((String) null, TAG)).isFalse();
  }
}
