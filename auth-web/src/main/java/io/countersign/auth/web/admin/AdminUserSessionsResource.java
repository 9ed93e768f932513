package io.countersign.auth.web.admin;

import io.countersign.auth.core.Revocations;
import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.UserStore;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.request.Clients;
import io.countersign.auth.web.request.Page;
import io.countersign.auth.web.request.PathIds;
import io.countersign.auth.web.request.Reasons;
import io.countersign.auth.web.session.SessionJson;
import io.countersign.auth.web.session.SessionList;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** One user's sessions, for administrators. */
@Path("admin/users/{id}/sessions")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Guarded(Guard.ADMINISTRATOR)
@NullUnmarked
public class AdminUserSessionsResource {

  @Inject UserStore users;
  @Inject SessionList sessions;
  @Inject Revocations revocations;
  @Inject Clients clients;

  @Context HttpServletRequest request;
  @Context SecurityContext security;

  /** For JAX-RS. */
  public AdminUserSessionsResource() {}

  /** Those that go on, the latest login first; with {@code state=all} also those that ended. */
  @GET
  public String list(
      @PathParam("id") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("state") @Nullable String state) {
    return sessions.show(user(id), Page.of(limit, cursor), state, SessionJson::ofAnybody);
  }

  /** Ends all of them. */
  @DELETE
  @Guarded(Guard.FRESH_ADMINISTRATOR)
  public String endAll(
      @PathParam("id") String id, @QueryParam(Reasons.REASON) @Nullable String reason) {
    int revoked =
        revocations.endAllSessions(
            user(id),
            EndReason.ADMINISTRATOR,
            clients.actor(security, request),
            Reasons.of(reason));
    return AnswerJson.object().add("revoked", revoked).build().toString();
  }

  private UUID user(String id) {
    return users.findById(PathIds.uuid(id)).orElseThrow(NotFoundException::new).id();
  }
}
