package io.countersign.auth.guard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerContextTest {

  @ParameterizedTest
  @ValueSource(strings = {"Bearer a.b-c", "bearer a.b-c", "BEARER   a.b-c", "Bearer a.b-c  "})
  void token_isWhatFollowsTheScheme(String authorization) {
    assertThat(BearerContext.tokenIn(authorization)).contains("a.b-c");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Bearer",
        "Bearer ",
        "Bearer    ",
        "Bearera.b-c",
        "Bearer\ta.b-c",
        "Basic YTpi",
        " Bearer a.b-c",
        "Bearer a.b c",
        "Bearer \ta.b-c",
        "Bearer a.b-c\t",
        "Bearer a\tb",
        "Bearer a\nb",
        "Bearer a\013b",
        "Bearer a\fb",
        "Bearer a\rb"
      })
  void nothingElse_isAToken(String authorization) {
    assertThat(BearerContext.tokenIn(authorization)).isEmpty();
  }

  @Test
  void missingHeader_hasNoToken() {
    assertThat(BearerContext.tokenIn(null)).isEmpty();
  }

  @Test
  void otherSpaces_belongToTheTokenAndSoSpoilIt() {
    assertThat(BearerContext.tokenIn("Bearer \u2003a\u001C")).contains("\u2003a\u001C");
  }
}
