package io.countersign.auth.web.admin;

import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.SecurityEventQuery;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.request.InvalidRequestException;
import io.countersign.auth.web.request.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The security events, for administrators. */
@Path("admin/events")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Guarded(Guard.ADMINISTRATOR)
@NullUnmarked
public class AdminEventsResource {

  @Inject SecurityEventStore events;

  /** For JAX-RS. */
  public AdminEventsResource() {}

  /** The conditions that an event must meet. One that is not given does not matter. */
  public static class Filter {

    @QueryParam("user_id")
    @Nullable String userId;

    @QueryParam("session_id")
    @Nullable String sessionId;

    @QueryParam("type")
    @Nullable String type;

    @QueryParam("from")
    @Nullable String from;

    @QueryParam("until")
    @Nullable String until;

    /** For JAX-RS. */
    public Filter() {}

    private SecurityEventQuery of(Page page) {
      return new SecurityEventQuery(
          read("user_id", userId, UUID::fromString, "must be a UUID"),
          read("session_id", sessionId, UUID::fromString, "must be a UUID"),
          read("type", type, Filter::type, "must be the type of an event"),
          read("from", from, SecurityEventJson::time, "must be a time like 2026-01-31T12:00:00Z"),
          read("until", until, SecurityEventJson::time, "must be a time like 2026-01-31T12:00:00Z"),
          page.after(SecurityEventJson::position),
          page.fetched());
    }

    private static <T> Optional<T> read(
        String name, @Nullable String text, Function<String, T> parser, String problem) {
      try {
        return Optional.ofNullable(text).map(parser);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new InvalidRequestException(name, problem);
      }
    }

    private static SecurityEvent.Type type(String name) {
      return Stream.of(SecurityEvent.Type.values())
          .filter(type -> type.code().equals(name))
          .findFirst()
          .orElseThrow(IllegalArgumentException::new);
    }
  }

  /** Events, the latest first. */
  @GET
  public String list(
      @BeanParam Filter filter,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Page page = Page.of(limit, cursor);
    return page.show(events.list(filter.of(page)), SecurityEventJson::place, SecurityEventJson::of)
        .build()
        .toString();
  }
}
