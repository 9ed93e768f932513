package io.countersign.auth.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {

  @Test
  void accept_goodPassword_isAsTypedAndHidden() {
    String typed = "viole\u0301t kettle\u00a0drums on tuesday";
    NewPassword accepted = new PasswordPolicy().accept(typed, "anna", IllegalStateException::new);
    assertThat(accepted.text()).isEqualTo(typed);
    assertThat(accepted.toString()).doesNotContain("kettle");
  }

  @Test
  void accept_badPassword_isRefusedInTheCallersWay() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () -> new PasswordPolicy().accept("marianne", "marianne", IllegalStateException::new))
        .withMessage("is too common or too easy to guess");
  }

  @Test
  void policy_judgesWhatIsHashed() {
    PasswordPolicy policy = new PasswordPolicy();
    assertThat(policy.problemWith("a\u0301".repeat(5), "anna")).isPresent();
    String sentence = "viole\u0301t kettle drums on tuesday while rain falls ".repeat(3);
    assertThat(policy.problemWith(sentence.substring(0, 131), "anna")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short77",
        "password",
        "12345678",
        "qwertyuiop",
        "aaaaaaaaaaaa",
        "Passw0rd!",
        "marianne"
      })
  void policy_shortCommonOrGuessable_isRefused(String password) {
    assertThat(new PasswordPolicy().problemWith(password, "marianne")).isPresent();
  }

  @Test
  void policy_goodPasswords_areAcceptedAsTyped() {
    PasswordPolicy policy = new PasswordPolicy();
    assertThat(policy.problemWith("violet kettle drums on tuesday", "anna")).isEmpty();
    assertThat(policy.problemWith("wq8#Lz!pT4", "anna")).isEmpty();
    assertThat(policy.problemWith("пароль-из-восьми-слов", "anna")).isEmpty();
    String sentence = "violet kettle drums on tuesday while rain falls ".repeat(3);
    assertThat(policy.problemWith(sentence.substring(0, 128), "anna")).isEmpty();
    assertThat(policy.problemWith(sentence.substring(0, 129), "anna")).isPresent();
  }

  /** Of which the estimator's search would take half a second, and then give up. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1111111111111111111111111111111111111111",
        "1231231231231231231231231231231231231231",
        "1990199019901990199019901990199019901990",
        "12345678password12345678199912345678199"
      })
  void policy_longAndRepetitive_isRefusedInAShortTime(String password) {
    PasswordPolicy policy = new PasswordPolicy();
    policy.problemWith("a first one, which loads dictionaries", "anna");
    long fastest = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      long start = System.nanoTime();
      assertThat(policy.problemWith(password, "anna")).isPresent();
      fastest = Math.min(fastest, System.nanoTime() - start);
    }
    assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofMillis(400));
  }
}
