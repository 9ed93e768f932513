package io.countersign.auth.web.admin;

import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.spi.StoredSecurityEvent;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.request.InvalidRequestException;
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
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The security events, for administrators. */
@Path("admin/events")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Guarded(Guard.ADMINISTRATOR)
@NullUnmarked
public class AdminEventsResource {

  /** Of at most as many digits as a long has. */
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,19}");

  @Inject SecurityEventStore events;

  /** For JAX-RS. */
  public AdminEventsResource() {}

  /** Events, the latest first; with {@code after} those that came after one, the oldest first. */
  @GET
  public String list(
      @BeanParam EventFilter filter,
      @QueryParam("user_id") @Nullable String userId,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Page page = Page.of(limit, cursor);
    if (after != null) {
      if (userId != null || cursor != null || !filter.isEmpty()) {
        throw new InvalidRequestException("after", "goes with limit and with nothing else");
      }
      return listAfter(number(after), page.limit());
    }
    return page.show(
            events.list(filter.of(EventFilter.uuid("user_id", userId), page)),
            SecurityEventJson::place,
            SecurityEventJson::of)
        .build()
        .toString();
  }

  /** There is always a place to go on from: that of the last event shown. */
  private String listAfter(long after, int limit) {
    List<StoredSecurityEvent> found = events.listAfter(after, limit);
    long next = found.isEmpty() ? after : found.get(found.size() - 1).id();
    return AnswerJson.object()
        .add("items", SecurityEventJson.array(found))
        .add("next_cursor", Long.toString(next))
        .build()
        .toString();
  }

  private static long number(String after) {
    try {
      if (NUMBER.matcher(after).matches()) {
        return Long.parseLong(after);
      }
    } catch (NumberFormatException e) {
      // falls through
    }
    throw new InvalidRequestException("after", "must be the id of an event, or 0");
  }
}
