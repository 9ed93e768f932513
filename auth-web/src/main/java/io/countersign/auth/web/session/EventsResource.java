package io.countersign.auth.web.session;

import io.countersign.auth.guard.BearerContext;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.request.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** What happened to a user's own account and sessions. */
@Path("events")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@NullUnmarked
public class EventsResource {

  @Inject SecurityEventStore events;

  /** For JAX-RS. */
  public EventsResource() {}

  /** The caller's events, the latest first. Those of others are not to be had here. */
  @GET
  @Guarded(Guard.BEARER)
  public String list(
      @BeanParam EventFilter filter,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context SecurityContext context) {
    UUID user = BearerContext.tokenOf(context).userId();
    Page page = Page.of(limit, cursor);
    return page.show(
            events.list(filter.of(Optional.of(user), page)),
            SecurityEventJson::place,
            event -> SecurityEventJson.ofOwn(event, user))
        .build()
        .toString();
  }
}
