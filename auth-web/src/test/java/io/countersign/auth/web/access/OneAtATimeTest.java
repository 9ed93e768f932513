package io.countersign.auth.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.TooManyAttemptsException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {

  private final OneAtATime turns = new OneAtATime();

  @Test
  void take_sameUserAgain_comesAgainInASecond() {
    String outcome =
        turns.take(
            "anna",
            () -> {
              assertThatExceptionOfType(TooManyAttemptsException.class)
                  .isThrownBy(() -> turns.take("anna", () -> "again"))
                  .extracting(TooManyAttemptsException::retryAfter)
                  .isEqualTo(Optional.of(Duration.ofSeconds(1)));
              return turns.take("bert", () -> "another's");
            });
    assertThat(outcome).isEqualTo("another's");
    String later = turns.take("anna", () -> "later");
    assertThat(later).isEqualTo("later");
  }
}
