package io.countersign.auth.web.keys;

import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.guard.Problem;
import io.countersign.auth.keys.StoredKeyRing;
import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.StoredSigningKey;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.request.Clients;
import io.countersign.auth.web.request.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The signing keys, for administrators. */
@Path("admin/keys")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Guarded(Guard.ADMINISTRATOR)
@NullUnmarked
public class KeysResource {

  private static final DateTimeFormatter MICROSECOND =
      DateTimeFormatter.ofPattern("yyyyMMddHHmmssSSSSSS").withZone(ZoneOffset.UTC);

  @Inject StoredKeyRing keyRing;
  @Inject Clients clients;

  @Context HttpServletRequest request;
  @Context SecurityContext security;

  /** For JAX-RS. */
  public KeysResource() {}

  /** All keys with their states and dates, the latest published first. */
  @GET
  public String list(
      @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
    Page page = Page.of(limit, cursor);
    List<StoredSigningKey> latestFirst =
        keyRing.keys().stream()
            .sorted(Comparator.comparing(KeysResource::place).reversed())
            .filter(key -> page.after().filter(it -> place(key).compareTo(it) >= 0).isEmpty())
            .toList();
    return page.show(latestFirst, KeysResource::place, KeysResource::json).build().toString();
  }

  /** A key's place in the list: the time of its making in a fixed width, then its id. */
  private static String place(StoredSigningKey key) {
    return MICROSECOND.format(key.createdAt()) + "_" + key.kid();
  }

  /** Publishes the next key now; it signs once every verifier can know it. */
  @POST
  @Guarded(Guard.FRESH_ADMINISTRATOR)
  @Path("rotate")
  public Response rotate() {
    return keyRing
        .rotate(clients.actor(security, request))
        .map(next -> Response.ok(json(next).build().toString()))
        .orElseGet(() -> Problem.conflict("A node of a newer version decides about the keys."))
        .build();
  }

  /** Drops a compromised key at once. */
  @POST
  @Guarded(Guard.FRESH_ADMINISTRATOR)
  @Path("{kid}/revoke")
  public String revoke(@PathParam("kid") String kid) {
    if (!keyRing.revoke(kid, clients.actor(security, request))) {
      throw new NotFoundException();
    }
    JsonObjectBuilder answer = AnswerJson.object().add("revoked", kid);
    keyRing.knownKeys().stream()
        .filter(key -> key.state() == KeyState.ACTIVE)
        .forEach(active -> answer.add("active", active.kid()));
    return answer.add("jwks_cached_until", keyRing.lastTrustedAt().toString()).build().toString();
  }

  private static JsonObjectBuilder json(StoredSigningKey key) {
    JsonObjectBuilder json =
        AnswerJson.object()
            .add("kid", key.kid())
            .add("alg", key.algorithm().name())
            .add("state", key.state().name().toLowerCase(Locale.ROOT))
            .add("created_at", key.createdAt().toString())
            .add(
                key.state() == KeyState.PUBLISHED ? "activates_at" : "activated_at",
                key.activatesAt().toString());
    switch (key.state()) {
      case RETIRED ->
          json.add("retired_at", key.endedAt().orElseThrow().toString())
              .add("deletes_at", StoredKeyRing.deletesAt(key).toString());
      case REVOKED -> json.add("revoked_at", key.endedAt().orElseThrow().toString());
      default -> {
        // has no end yet
      }
    }
    return json;
  }
}
