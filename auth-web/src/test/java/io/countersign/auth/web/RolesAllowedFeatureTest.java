package io.countersign.auth.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import java.util.Optional;
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

  private static Optional<Set<String>> roles(Class<?> resource, String method) {
    try {
      return RolesAllowedFeature.rolesOf(resource, resource.getMethod(method));
    } catch (NoSuchMethodException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void rolesOf_class_holdForItsMethods() {
    assertThat(roles(Orders.class, "list")).contains(Set.of("customer", "clerk"));
    assertThat(roles(SpecialOrders.class, "list")).contains(Set.of("customer", "clerk"));
    assertThat(roles(SpecialOrders.class, "added")).contains(Set.of("customer", "clerk"));
  }

  @Test
  void rolesOf_method_countBeforeThoseOfItsClass() {
    assertThat(roles(Orders.class, "prices")).isEmpty();
    assertThat(roles(Orders.class, "refund")).contains(Set.of("clerk"));
    assertThat(roles(SpecialOrders.class, "refund")).contains(Set.of("clerk"));
  }

  @Test
  void rolesOf_deniedMethod_areNone() {
    assertThat(roles(Orders.class, "purge")).contains(Set.of());
    assertThat(roles(SpecialOrders.class, "purge")).contains(Set.of());
    assertThat(roles(Orders.class, "contradicting")).contains(Set.of());
  }

  @Test
  void rolesOf_unmarked_isNothing() {
    assertThat(roles(Open.class, "list")).isEmpty();
  }
}
