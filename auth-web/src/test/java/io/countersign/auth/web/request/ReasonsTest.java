package io.countersign.auth.web.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.core.MediaType;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReasonsTest {

  private static RequestFields body(String reason) {
    String json = "{\"reason\":\"" + reason + "\"}";
    return RequestFields.read(
        MediaType.APPLICATION_JSON_TYPE,
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)),
        Set.of("reason"));
  }

  @Test
  void reason_oneLine_isTakenAsItIs() {
    String longest = "\u00E4".repeat(200);
    for (String reason : new String[] {"x", "Her \u00ABphone\u00BB was stolen.", longest}) {
      assertThat(Reasons.of(reason)).contains(reason);
      assertThat(Reasons.of(body(reason))).contains(reason);
    }
    assertThat(Reasons.of((String) null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a\nb", "a\u0000", "a\u0085", "a\u2028b", "a\u2029b"})
  void reason_emptyOrNotOneLine_isRefusedByName(String reason) {
    assertRefused(() -> Reasons.of(reason));
    String escaped = reason.replace("\n", "\\n").replace("\u0000", "\\u0000");
    assertRefused(() -> Reasons.of(body(escaped)));
  }

  @Test
  void reason_tooLongOrBroken_isRefusedByName() {
    assertRefused(() -> Reasons.of("x".repeat(201)));
    assertRefused(() -> Reasons.of(body("x".repeat(201))));
    assertRefused(() -> Reasons.of("\uD83D"));
    assertRefused(() -> Reasons.of(body("\\uD83D")));
  }

  private static void assertRefused(Runnable reading) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(reading::run)
        .withMessageContaining("\"reason\"");
  }
}
