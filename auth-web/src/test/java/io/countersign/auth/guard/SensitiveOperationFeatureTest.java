package io.countersign.auth.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.auth.SensitiveOperation;
import jakarta.ws.rs.core.Application;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SensitiveOperationFeatureTest {

  interface Generic<T> {
    @SensitiveOperation
    void put(T item);

    void get(T item);
  }

  static class Items implements Generic<String> {
    @Override
    public void put(String item) {}

    @Override
    public void get(String item) {}

    public void put(String item, int count) {}

    public void open() {}

    @SensitiveOperation
    public void marked() {}
  }

  static class SpecialItems extends Items {
    @Override
    public void marked() {}

    public void added() {}
  }

  @SensitiveOperation
  interface Closed {}

  static class ClosedItems extends Items implements Closed {}

  static class VeryClosedItems extends ClosedItems {
    public void added() {}
  }

  private static boolean isSensitive(Class<?> resource, String method, Class<?>... parameters) {
    try {
      return SensitiveOperationFeature.marksOf(resource, resource.getMethod(method, parameters))
          .findAny()
          .isPresent();
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void isSensitive_markedMethod_andWhatOverridesIt() {
    assertThat(isSensitive(Items.class, "marked")).isTrue();
    assertThat(isSensitive(SpecialItems.class, "marked")).isTrue();
    assertThat(isSensitive(Items.class, "put", String.class)).isTrue();
    assertThat(isSensitive(SpecialItems.class, "put", String.class)).isTrue();
  }

  @Test
  void isSensitive_otherMethods_areNot() {
    assertThat(isSensitive(Items.class, "open")).isFalse();
    assertThat(isSensitive(Items.class, "get", String.class)).isFalse();
    assertThat(isSensitive(Items.class, "put", String.class, int.class)).isFalse();
    assertThat(isSensitive(SpecialItems.class, "added")).isFalse();
  }

  @Test
  void isSensitive_markedType_coversAllThatItsKindHas() {
    assertThat(isSensitive(ClosedItems.class, "open")).isTrue();
    assertThat(isSensitive(VeryClosedItems.class, "open")).isTrue();
    assertThat(isSensitive(VeryClosedItems.class, "added")).isTrue();
  }

  @SensitiveOperation(maxAge = "PT1H")
  static class Aged {
    public void usual() {}

    @SensitiveOperation(maxAge = "PT5M")
    public void stricter() {}

    @SensitiveOperation(maxAge = "P1D")
    public void laxer() {}

    @SensitiveOperation
    public void unsaid() {}
  }

  static class Wrong {
    @SensitiveOperation(maxAge = "5m")
    public void noDuration() {}

    @SensitiveOperation(maxAge = "PT0S")
    public void nothing() {}

    @SensitiveOperation(maxAge = "PT-5M")
    public void negative() {}
  }

  private static Optional<Duration> ageOf(Class<?> resource, String method) {
    try {
      return SensitiveOperationFeature.shortestAge(
          SensitiveOperationFeature.marksOf(resource, resource.getMethod(method)).toList());
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void shortestAge_ofSeveralMarks_isTheStrictest() {
    assertThat(ageOf(Aged.class, "usual")).contains(Duration.ofHours(1));
    assertThat(ageOf(Aged.class, "stricter")).contains(Duration.ofMinutes(5));
    assertThat(ageOf(Aged.class, "laxer")).contains(Duration.ofHours(1));
    assertThat(ageOf(Aged.class, "unsaid")).contains(Duration.ofHours(1));
    assertThat(ageOf(Items.class, "marked")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"noDuration", "nothing", "negative"})
  void shortestAge_noPositiveDuration_isRefused(String method) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ageOf(Wrong.class, method))
        .withMessageContaining("@SensitiveOperation");
  }

  static class Shop extends Application {}

  /** As Jersey's {@code ResourceConfig} is. */
  public static class Wrapping extends Application {
    public final Application getApplication() {
      return new Shop();
    }
  }

  static class DeployedWrapping extends Wrapping {}

  @Test
  void typeOf_application_isTheOneDeployed() {
    assertThat(SensitiveOperationFeature.typeOf(new Shop())).isEqualTo(Shop.class);
    assertThat(SensitiveOperationFeature.typeOf(new DeployedWrapping())).isEqualTo(Shop.class);
    assertThat(SensitiveOperationFeature.typeOf(null)).isNull();
  }
}
