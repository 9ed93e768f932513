package io.countersign.auth.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTest {

  @Test
  void of_methodAndResource_theMethodCountsAlone() {
    assertThat(Route.of(Set.of(Things.class)))
        .extracting(Route::toString)
        .containsExactly("DELETE /things/{id} SENSITIVE", "GET /things/{id} BEARER");
  }

  @Test
  void of_noResource_hasNoRoutes() {
    assertThat(Route.of(Set.of(String.class))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(classes = {Unguarded.class, Inheriting.class, Locating.class})
  void of_routeThatNothingGuards_isNamed(Class<?> resource) {
    assertThatIllegalStateException()
        .isThrownBy(() -> Route.of(Set.of(resource)))
        .withMessageStartingWith("the route " + resource.getName() + ".it ");
  }

  /** Each method says what guards it, or its resource does. */
  @Path("things")
  @Guarded(Guard.BEARER)
  public static class Things {

    /** Says nothing. */
    @GET
    @Path("{id}")
    public String it() {
      return "";
    }

    /** Says it. */
    @DELETE
    @Path("{id}")
    @Guarded(Guard.SENSITIVE)
    public void end() {}
  }

  /** Says nothing at all. */
  @Path("unguarded")
  public static class Unguarded {

    /** Is open to everybody. */
    @GET
    public String it() {
      return "";
    }
  }

  /** Has its annotations from an interface, as JAX-RS allows. */
  public static class Inheriting implements Described {
    @Override
    public String it() {
      return "";
    }
  }

  /** Describes a resource. */
  @Path("inherited")
  public interface Described {

    /** Is open to everybody. */
    @GET
    String it();
  }

  /** Hands its requests to another object. */
  @Path("located")
  @Guarded(Guard.BEARER)
  public static class Locating {

    /** Is a resource, too. */
    @Path("below")
    public Unguarded it() {
      return new Unguarded();
    }
  }
}
