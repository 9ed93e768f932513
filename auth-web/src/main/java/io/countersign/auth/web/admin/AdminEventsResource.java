package io.countersign.auth.web.admin;

import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.request.Page;
import io.countersign.auth.web.session.EventFilter;
import io.countersign.auth.web.session.SecurityEventJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
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

  /** Events, the latest first. */
  @GET
  public String list(
      @BeanParam EventFilter filter,
      @QueryParam("user_id") @Nullable String userId,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Page page = Page.of(limit, cursor);
    return page.show(
            events.list(filter.of(EventFilter.uuid("user_id", userId), page)),
            SecurityEventJson::place,
            SecurityEventJson::of)
        .build()
        .toString();
  }
}
