package io.countersign.auth.web.session;

import io.countersign.auth.Actor;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.Revocations;
import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.guard.BearerContext;
import io.countersign.auth.guard.FreshLogin;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.request.Clients;
import io.countersign.auth.web.request.InvalidRequestException;
import io.countersign.auth.web.request.Page;
import io.countersign.auth.web.request.PathIds;
import io.countersign.auth.web.settings.Settings;
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
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A user's own sessions. */
@Path("sessions")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@NullUnmarked
public class SessionsResource {

  @Inject SessionList sessions;
  @Inject Revocations revocations;
  @Inject Clients clients;
  @Inject Settings settings;
  @Inject Clock clock;

  @Context HttpServletRequest request;

  /** For JAX-RS. */
  public SessionsResource() {}

  /** Those that go on, the latest login first; with {@code state=all} also those that ended. */
  @GET
  @Guarded(Guard.BEARER)
  public String list(
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("state") @Nullable String state,
      @Context SecurityContext context) {
    VerifiedToken caller = BearerContext.tokenOf(context);
    UUID current = caller.getSessionId().orElse(null);
    return sessions.show(
        caller.userId(),
        Page.of(limit, cursor),
        state,
        (session, now) ->
            SessionJson.of(session, now).add("current", session.id().equals(current)));
  }

  /** Ends one of them. Another than the caller's own takes a fresh login. */
  @DELETE
  @Path("{id}")
  @Guarded(Guard.SENSITIVE)
  public Response end(@PathParam("id") String id, @Context SecurityContext context) {
    VerifiedToken caller = BearerContext.tokenOf(context);
    UUID session = PathIds.uuid(id);
    if (!caller.getSessionId().equals(Optional.of(session))) {
      FreshLogin.require(caller, settings.reauthenticationMaxAge(), clock.instant());
    }
    if (!revocations.endOwnSession(session, caller.userId(), clients.actor(context, request))) {
      throw new NotFoundException();
    }
    return Response.noContent().build();
  }

  /** Ends all of them, or with {@code keep=current} all but the caller's own. */
  @DELETE
  @Guarded(Guard.FRESH)
  public String endAll(
      @QueryParam("keep") @Nullable String keep, @Context SecurityContext context) {
    VerifiedToken caller = BearerContext.tokenOf(context);
    Actor by = clients.actor(context, request);
    int revoked =
        keep == null
            ? revocations.endAllSessions(caller.userId(), EndReason.REVOKED, by)
            : revocations.endOtherSessions(caller.userId(), kept(keep, caller), by);
    return AnswerJson.object().add("revoked", revoked).build().toString();
  }

  private static UUID kept(String keep, VerifiedToken caller) {
    if (!keep.equals("current")) {
      throw new InvalidRequestException("keep", "must be current");
    }
    return caller
        .getSessionId()
        .orElseThrow(() -> new InvalidRequestException("keep", "needs a token of a session"));
  }
}
