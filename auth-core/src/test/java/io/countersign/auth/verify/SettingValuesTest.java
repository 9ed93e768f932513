package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingValuesTest {

  private static SettingValues of(Map<String, String> values) {
    return new SettingValues(name -> Optional.ofNullable(values.get(name)));
  }

  private static SettingValues with(String value) {
    return of(Map.of("countersign.x", value));
  }

  private static void refused(String problem, ThrowingCallable reading) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(reading)
        .withMessage("countersign.x " + problem);
  }

  @Test
  void required_missing_isRefused() {
    refused("must be set", () -> of(Map.of()).required("x", Function.identity()));
    assertThat(with("a").required("x", Function.identity())).isEqualTo("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void read_blank_isRefusedInsteadOfTheDefault(String blank) {
    SettingValues values = with(blank);
    refused("must not be empty", () -> values.required("x", Function.identity()));
    refused("must not be empty", () -> values.optional("x", Function.identity(), "a"));
    refused("must not be empty", () -> values.optional("x", Function.identity()));
  }

  @Test
  void optional_missing_isTheDefaultOrNothing() {
    SettingValues values = of(Map.of());
    assertThat(values.optional("x", SettingValues::duration, "PT5M"))
        .isEqualTo(Duration.ofMinutes(5));
    assertThat(values.optional("x", SettingValues::duration)).isEmpty();
  }

  @Test
  void optional_set_isTheValue() {
    assertThat(with("7").optional("x", SettingValues::wholeNumber, "5")).isEqualTo(7);
    assertThat(with("7").optional("x", SettingValues::wholeNumber)).contains(7);
    assertThat(with("true").optional("x", SettingValues::trueOrFalse, "false")).isTrue();
    assertThat(with("false").optional("x", SettingValues::trueOrFalse, "true")).isFalse();
    assertThat(with("a , b").required("x", SettingValues::names)).isEqualTo(Set.of("a", "b"));
  }

  @Test
  void optional_wrong_isRefusedWithWhatItMustBe() {
    SettingValues values = with("15 minutes");
    refused(
        "must be an ISO 8601 duration like PT15M",
        () -> values.optional("x", SettingValues::duration, "PT5M"));
    refused("must be a whole number", () -> values.optional("x", SettingValues::wholeNumber, "5"));
    refused(
        "must be true or false", () -> values.optional("x", SettingValues::trueOrFalse, "true"));
  }

  @Test
  void texts_areOfWhatWasRead() {
    SettingValues values = of(Map.of("countersign.a", "PT60S", "countersign.other", "1"));
    values.required("a", SettingValues::duration);
    values.optional("b", SettingValues::wholeNumber, "5");
    values.optional("c", SettingValues::wholeNumber);
    assertThat(values.texts()).isEqualTo(Map.of("a", "PT60S", "b", "5", "c", ""));
  }
}
