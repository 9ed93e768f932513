package io.countersign.auth.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.verify.SettingValues.WrongValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BearerMechanismExtensionTest {

  @Test
  void isOn_onOrOff_isTaken() {
    assertThat(BearerMechanismExtension.isOn("on")).isTrue();
    assertThat(BearerMechanismExtension.isOn("off")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"OFF", "false", "no", " off"})
  void isOn_another_isRefused(String text) {
    assertThatExceptionOfType(WrongValueException.class)
        .isThrownBy(() -> BearerMechanismExtension.isOn(text))
        .withMessage("on or off");
  }
}
