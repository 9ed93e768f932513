package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class UsernameTest {

  @Test
  void of_name_isNormalised() {
    assertThat(Username.of("\u00a0Anna ")).hasToString("anna");
  }

  @Test
  void of_nameThatNobodyCanBeGiven_isRefused() {
    for (String wrong : List.of("", " ", "an\u200bna", "an\tna", "x".repeat(256))) {
      assertThatIllegalArgumentException().isThrownBy(() -> Username.of(wrong));
    }
  }

  @Test
  void beginning_ofAnyNameThatIsKept_isFoldedOnly() {
    assertThat(Username.beginning("An ")).contains("an ");
    assertThat(Username.beginning("Ber\u200b")).contains("ber\u200b");
    for (String wrong : List.of("", " ", "an\t", "x".repeat(256))) {
      assertThat(Username.beginning(wrong)).as(wrong).isEmpty();
    }
  }
}
