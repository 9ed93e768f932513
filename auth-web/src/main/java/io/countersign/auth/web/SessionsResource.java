package io.countersign.auth.web;

import io.countersign.auth.SensitiveOperation;
import io.countersign.auth.TokenService;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Session;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
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
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A user's own sessions. */
@Path("sessions")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@NullUnmarked
public class SessionsResource {

  @Inject RefreshTokenStore store;
  @Inject TokenService tokenService;
  @Inject Clock clock;

  /** For JAX-RS. */
  public SessionsResource() {}

  /** The live ones, latest used first. */
  @GET
  @Authenticated
  public String list(
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @Context SecurityContext context) {
    VerifiedToken caller = BearerContext.tokenOf(context);
    UUID current = caller.getSessionId().orElse(null);
    return Page.of(limit, cursor)
        .of(
            store.liveSessions(userId(caller), clock.instant()),
            SessionsResource::place,
            session -> json(session, session.id().equals(current)))
        .build()
        .toString();
  }

  private static String place(Session session) {
    return Page.place(session.lastUsedAt(), session.id());
  }

  /** Ends one of them. */
  @DELETE
  @Path("{id}")
  @SensitiveOperation
  public Response end(@PathParam("id") String id, @Context SecurityContext context) {
    if (!store.end(sessionId(id), userId(BearerContext.tokenOf(context)))) {
      throw new NotFoundException();
    }
    return Response.noContent().build();
  }

  /** Ends all of them, or all but the caller's own. */
  @DELETE
  @SensitiveOperation
  public String endAll(
      @QueryParam("keep") @Nullable String keep, @Context SecurityContext context) {
    VerifiedToken caller = BearerContext.tokenOf(context);
    int revoked =
        keep == null
            ? tokenService.revokeAllUserTokens(caller.getSubject())
            : store.endOthers(userId(caller), kept(keep, caller), clock.instant());
    return Json.createObjectBuilder().add("revoked", revoked).build().toString();
  }

  private static UUID kept(String keep, VerifiedToken caller) {
    if (!keep.equals("current")) {
      throw new InvalidRequestException("keep", "must be current");
    }
    return caller
        .getSessionId()
        .orElseThrow(() -> new InvalidRequestException("keep", "needs a token of a session"));
  }

  private static UUID sessionId(String id) {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new NotFoundException();
    }
  }

  private static UUID userId(VerifiedToken caller) {
    return UUID.fromString(caller.getSubject());
  }

  private static JsonObjectBuilder json(Session session, boolean isCurrent) {
    JsonObjectBuilder json =
        Json.createObjectBuilder()
            .add("id", session.id().toString())
            .add("user_id", session.userId().toString());
    addText(json, "device_name", session.device().name());
    addText(json, "user_agent", session.device().userAgent());
    addText(json, "ip", session.device().address());
    return json.add("created_at", session.createdAt().toString())
        .add("last_used_at", session.lastUsedAt().toString())
        .add("expires_at", session.expiresAt().toString())
        .add("generation", session.generation())
        .add("state", "active")
        .add("current", isCurrent);
  }

  private static void addText(JsonObjectBuilder json, String name, @Nullable String value) {
    json.add(name, value == null ? JsonValue.NULL : Json.createValue(value));
  }
}
