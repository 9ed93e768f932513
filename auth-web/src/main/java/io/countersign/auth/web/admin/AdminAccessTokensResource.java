package io.countersign.auth.web.admin;

import io.countersign.auth.Actor;
import io.countersign.auth.ClaimNames;
import io.countersign.auth.core.Revocations;
import io.countersign.auth.core.TokenRevocation;
import io.countersign.auth.spi.Denial;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.request.Clients;
import io.countersign.auth.web.request.InvalidRequestException;
import io.countersign.auth.web.request.Reasons;
import io.countersign.auth.web.request.RequestFields;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** Single access tokens, for administrators. */
@Path("admin/access-tokens")
@ApplicationScoped
@Guarded(Guard.ADMINISTRATOR)
@NullUnmarked
public class AdminAccessTokensResource {

  private static final int LONGEST_TOKEN = 8 * 1024;
  private static final int LONGEST_ID = 36;

  @Inject TokenRevocation tokens;
  @Inject Revocations revocations;
  @Inject Clients clients;
  @Inject Clock clock;

  @Context HttpHeaders headers;
  @Context HttpServletRequest request;
  @Context SecurityContext security;

  /** For JAX-RS. */
  public AdminAccessTokensResource() {}

  /**
   * Revokes an access token, given as a whole or by its id and expiry. An expired one needs no
   * revocation.
   */
  @POST
  @Guarded(Guard.FRESH_ADMINISTRATOR)
  @Path("revoke")
  public Response revoke(InputStream body) {
    RequestFields fields =
        RequestFields.read(
            headers.getMediaType(),
            body,
            Set.of("token", ClaimNames.TOKEN_ID, ClaimNames.EXPIRATION_TIME, Reasons.REASON));
    Optional<String> token = fields.optional("token", LONGEST_TOKEN);
    Optional<String> reason = Reasons.of(fields);
    Actor by = clients.actor(security, request);
    if (token.isEmpty()) {
      revocations.revokeAccessToken(id(fields), end(fields), Optional.empty(), by, reason);
    } else if (!tokens.revokeAccessToken(token.get(), by, reason)) {
      throw new InvalidRequestException("token", "is no access token of this deployment");
    }
    return Response.noContent().build();
  }

  private static UUID id(RequestFields fields) {
    try {
      return UUID.fromString(fields.required(ClaimNames.TOKEN_ID, LONGEST_ID));
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException(ClaimNames.TOKEN_ID, "must be a UUID");
    }
  }

  private Instant end(RequestFields fields) {
    long seconds =
        fields
            .optionalSeconds(ClaimNames.EXPIRATION_TIME)
            .orElseThrow(
                () -> new InvalidRequestException(ClaimNames.EXPIRATION_TIME, "is missing"));
    if (seconds > clock.instant().plus(Denial.LONGEST).getEpochSecond()) {
      throw new InvalidRequestException(
          ClaimNames.EXPIRATION_TIME, "is later than that of any access token");
    }
    return Instant.ofEpochSecond(seconds);
  }
}
