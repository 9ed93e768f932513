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
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

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
  public Response end(@PathParam("id") String id) {
    return end(PathIds.uuid(id));
  }

  /** Revokes a refresh token, and so ends its session. */
  @DELETE
  @Guarded(Guard.FRESH_ADMINISTRATOR)
  @Path("refresh-tokens/{id}")
  public Response revokeRefreshToken(@PathParam("id") String id) {
    try {
      return end(RefreshTokenId.parse(id).family());
    } catch (IllegalArgumentException e) {
      throw new NotFoundException();
    }
  }

  private Response end(UUID session) {
    if (!revocations.endSession(
        session, EndReason.ADMINISTRATOR, clients.actor(security, request))) {
      throw new NotFoundException();
    }
    return Response.noContent().build();
  }

  /** Ends every session of everybody, the caller's as well. */
  @POST
  @Guarded(Guard.FRESH_ADMINISTRATOR)
  @Path("logout-all")
  public Response endEverything() {
    revocations.endEverything(clients.actor(security, request));
    return Response.noContent().build();
  }
}
