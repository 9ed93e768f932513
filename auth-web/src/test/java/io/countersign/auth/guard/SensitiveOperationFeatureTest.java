package io.countersign.auth.guard;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.SensitiveOperation;
import jakarta.ws.rs.core.Application;
import org.junit.jupiter.api.Test;

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
      return SensitiveOperationFeature.isSensitive(
          resource, resource.getMethod(method, parameters));
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
