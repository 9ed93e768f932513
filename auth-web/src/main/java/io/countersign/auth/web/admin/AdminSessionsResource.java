package io.countersign.auth.web.admin;

import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.core.Revocations;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.SecurityEventQuery;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.spi.SessionDirectory;
import io.countersign.auth.spi.StoredSecurityEvent;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.request.Clients;
import io.countersign.auth.web.request.PathIds;
import io.countersign.auth.web.request.Reasons;
import io.countersign.auth.web.request.RequestFields;
import io.countersign.auth.web.session.SecurityEventJson;
import io.countersign.auth.web.session.SessionJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Anybody's session, and everybody's, for administrators. */
@Path("admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Guarded(Guard.ADMINISTRATOR)
@NullUnmarked
public class AdminSessionsResource {

  private static final int MOST_EVENTS = 200;

  @Inject SessionDirectory sessions;
  @Inject SecurityEventStore events;
  @Inject Revocations revocations;
  @Inject Clients clients;
  @Inject Clock clock;

  @Context HttpHeaders headers;
  @Context HttpServletRequest request;
  @Context SecurityContext security;

  /** For JAX-RS. */
  public AdminSessionsResource() {}

  /** A session with its history, as long as either is kept. */
  @GET
  @Path("sessions/{id}")
  public String find(@PathParam("id") String id) {
    UUID wanted = PathIds.uuid(id);
    List<StoredSecurityEvent> history =
        events.list(SecurityEventQuery.ofSession(wanted, MOST_EVENTS));
    return sessions
        .find(wanted)
        .map(session -> SessionJson.ofAnybody(session, clock.instant()))
        .or(() -> SessionJson.ofHistory(wanted, history))
        .orElseThrow(NotFoundException::new)
        .add("history", SecurityEventJson.array(history))
        .build()
        .toString();
  }

  /** Ends a session. */
  @DELETE
  @Guarded(Guard.FRESH_ADMINISTRATOR)
  @Path("sessions/{id}")
  public Response end(
      @PathParam("id") String id, @QueryParam(Reasons.REASON) @Nullable String reason) {
    return end(PathIds.uuid(id), Reasons.of(reason));
  }

  /** Revokes a refresh token, and so ends its session. */
  @DELETE
  @Guarded(Guard.FRESH_ADMINISTRATOR)
  @Path("refresh-tokens/{id}")
  public Response revokeRefreshToken(
      @PathParam("id") String id, @QueryParam(Reasons.REASON) @Nullable String reason) {
    try {
      return end(RefreshTokenId.parse(id).family(), Reasons.of(reason));
    } catch (IllegalArgumentException e) {
      throw new NotFoundException();
    }
  }

  private Response end(UUID session, Optional<String> reason) {
    if (!revocations.endSession(
        session, EndReason.ADMINISTRATOR, clients.actor(security, request), reason)) {
      throw new NotFoundException();
    }
    return Response.noContent().build();
  }

  /** Ends every session of everybody, the caller's as well. */
  @POST
  @Guarded(Guard.FRESH_ADMINISTRATOR)
  @Path("logout-all")
  public Response endEverything(InputStream body) {
    RequestFields fields = RequestFields.read(headers.getMediaType(), body, Set.of(Reasons.REASON));
    revocations.endEverything(clients.actor(security, request), Reasons.of(fields));
    return Response.noContent().build();
  }
}
