package io.countersign.auth.guard;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesAllowedFeatureTest {

  interface Refunds {
    @RolesAllowed("clerk")
    void refund();
  }

  @RolesAllowed({"customer", "clerk"})
  static class Orders implements Refunds {
    @Override
    public void refund() {}

    public void list() {}

    @PermitAll
    public void prices() {}

    @DenyAll
    public void purge() {}

    @DenyAll
    @RolesAllowed("clerk")
    @PermitAll
    public void contradicting() {}
  }

  static class SpecialOrders extends Orders {
    public void added() {}

    @Override
    public void purge() {}
  }

  static class Open {
    public void list() {}
  }

  @PermitAll
  static class OpenedOrders extends Orders {
    public void added() {}
  }

  @RolesAllowed("clerk")
  static class ClosedOpen extends Open {}

  interface Found<T> {
    @PermitAll
    void find(T key);
  }

  @RolesAllowed("clerk")
  static class Overloaded implements Found<Long> {
    @Override
    public void find(Long key) {}

    public void find(String key) {}

    @PermitAll
    public void get(Object key) {}

    public void get(String key) {}
  }

  private static List<Set<String>> roles(Class<?> resource, String method, Class<?>... parameters) {
    try {
      return RolesAllowedFeature.rolesOf(resource, resource.getMethod(method, parameters));
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void rolesOf_class_holdForItsMethods() {
    assertThat(roles(Orders.class, "list")).containsExactly(Set.of("customer", "clerk"));
    assertThat(roles(SpecialOrders.class, "list")).containsExactly(Set.of("customer", "clerk"));
    assertThat(roles(SpecialOrders.class, "added")).containsExactly(Set.of("customer", "clerk"));
  }

  @Test
  void rolesOf_method_countAloneOrBesideThoseOfItsClass() {
    assertThat(roles(Orders.class, "prices")).isEmpty();
    assertThat(roles(Orders.class, "refund"))
        .containsExactly(Set.of("clerk"), Set.of("customer", "clerk"));
    assertThat(roles(SpecialOrders.class, "refund"))
        .containsExactly(Set.of("clerk"), Set.of("customer", "clerk"));
  }

  @Test
  void rolesOf_deniedMethod_areNone() {
    assertThat(roles(Orders.class, "purge")).containsExactly(Set.of());
    assertThat(roles(SpecialOrders.class, "purge"))
        .containsExactly(Set.of(), Set.of("customer", "clerk"));
    assertThat(roles(Orders.class, "contradicting")).containsExactly(Set.of());
  }

  @Test
  void rolesOf_inheritedMethod_mayBeClosedByTheHeirAndNotOpened() {
    assertThat(roles(OpenedOrders.class, "list")).containsExactly(Set.of("customer", "clerk"));
    assertThat(roles(OpenedOrders.class, "added")).isEmpty();
    assertThat(roles(ClosedOpen.class, "list")).containsExactly(Set.of("clerk"));
  }

  @Test
  void rolesOf_overload_areAnotherMethods() {
    assertThat(roles(Overloaded.class, "get", Object.class)).isEmpty();
    assertThat(roles(Overloaded.class, "get", String.class)).containsExactly(Set.of("clerk"));
    assertThat(roles(Overloaded.class, "find", Long.class)).containsExactly(Set.of("clerk"));
    assertThat(roles(Overloaded.class, "find", String.class)).containsExactly(Set.of("clerk"));
  }

  @Test
  void rolesOf_unmarked_isNothing() {
    assertThat(roles(Open.class, "list")).isEmpty();
  }
}
