package io.countersign.auth.web.session;

import io.countersign.auth.Device;
import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.RefusedException;
import io.countersign.auth.TokenPair;
import io.countersign.auth.core.RotatingTokenService;
import io.countersign.auth.core.RotatingTokenService.Refreshed;
import io.countersign.auth.core.SessionRequest;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.metrics.Metrics;
import io.countersign.auth.web.request.Clients;
import io.countersign.auth.web.request.InvalidRequestException;
import io.countersign.auth.web.request.Limits;
import io.countersign.auth.web.request.RequestFields;
import io.countersign.auth.web.session.TokenAnswer.Transport;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;

/** Login, refresh and logout. */
@Path("")
@ApplicationScoped
@NullUnmarked
@Guarded(Guard.OPEN)
public class TokenResource {

  private static final Set<String> LOGIN =
      Set.of("username", "password", "device_name", "transport", "remember", "resource");

  private static final Set<String> REFRESH = Set.of("refresh_token", "resource");

  @Inject Login login;
  @Inject RotatingTokenService tokenService;
  @Inject TokenAnswer answer;
  @Inject RefreshCookie cookie;
  @Inject Clients clients;
  @Inject Metrics metrics;

  @Context HttpHeaders headers;
  @Context HttpServletRequest request;

  /** For JAX-RS. */
  public TokenResource() {}

  /** Opens a session in the place of the one that the request's cookie belongs to. */
  @POST
  @Path("login")
  public Response login(InputStream body) {
    RequestFields fields = RequestFields.read(headers.getMediaType(), body, LOGIN);
    String username = fields.requiredLine("username", Limits.USERNAME);
    String password = fields.required("password", Limits.PASSWORD);
    Transport transport = transport(fields.optional("transport", 16));
    Device device =
        clients.openingDevice(request, fields.optionalLine("device_name", Limits.DEVICE_NAME));
    boolean isBrief = !fields.optionalBoolean("remember").orElse(true);
    Set<String> audience = audience(fields);
    tokenService.requireAudience(audience);
    Optional<String> older = cookie.token(headers);

    return metrics.countLogin(
        () -> {
          UserAccount user = login.authenticate(username, password, device, older);
          Optional<UUID> session = older.flatMap(tokenService::sessionOf);
          Optional<PreviousSession> previous = session.flatMap(id -> ended(id, user));
          Optional<UUID> replaced = session.filter(id -> previous.isEmpty());
          TokenPair tokens =
              tokenService.openSession(
                  user,
                  clients.named(device, request),
                  new SessionRequest(isBrief, audience, replaced));
          return answer.of(tokens, transport, isBrief, previous);
        });
  }

  private Optional<PreviousSession> ended(UUID session, UserAccount user) {
    return tokenService.endOf(session, user.id()).map(end -> new PreviousSession(session, end));
  }

  private static Set<String> audience(RequestFields fields) {
    return fields.oneOrMoreLines("resource", Limits.AUDIENCES, Limits.AUDIENCE);
  }

  private static Transport transport(Optional<String> name) {
    return switch (name.orElse("body")) {
      case "body" -> Transport.BODY;
      case "cookie" -> Transport.COOKIE;
      default -> throw new InvalidRequestException("transport", "must be body or cookie");
    };
  }

  /**
   * Exchanges a refresh token, from the body or else from the cookie. The next one goes back the
   * same way.
   */
  @POST
  @Path("refresh")
  public Response refresh(InputStream body) {
    RequestFields fields = RequestFields.read(headers.getMediaType(), body, REFRESH);
    Set<String> audience = audience(fields);
    Optional<String> inBody = token(fields);
    return inBody.isPresent()
        ? refreshed(inBody::get, audience, Transport.BODY)
        : refreshByCookie(audience);
  }

  private Response refreshByCookie(Set<String> audience) {
    try {
      return refreshed(this::cookieToken, audience, Transport.COOKIE);
    } catch (RefusedException e) {
      return cookie.refused(e);
    }
  }

  private Response refreshed(Supplier<String> token, Set<String> audience, Transport transport) {
    Refreshed refreshed =
        tokenService.refreshTokens(token, clients.device(request, Optional.empty()), audience);
    return answer.of(refreshed.tokens(), transport, refreshed.isBrief());
  }

  /** Ends the session of a refresh token, from the body or else from the cookie. */
  @POST
  @Path("logout")
  public Response logout(InputStream body) {
    Optional<String> inBody =
        token(RequestFields.read(headers.getMediaType(), body, Set.of("refresh_token")));
    if (inBody.isPresent()) {
      tokenService.logout(inBody.get(), clients.address(request));
      return Response.noContent().build();
    }
    return logoutByCookie();
  }

  private Response logoutByCookie() {
    try {
      tokenService.logout(cookieToken(), clients.address(request));
    } catch (MalformedTokenException e) {
      // whatever the cookie holds, it goes: no script could remove it
    }
    return cookie.removedWith(Response.noContent().build());
  }

  private static Optional<String> token(RequestFields fields) {
    return fields.optional("refresh_token", Limits.REFRESH_TOKEN);
  }

  private String cookieToken() {
    PresentedCookie presented = cookie.read(headers);
    if (presented instanceof PresentedCookie.Unusable unusable) {
      throw new MalformedTokenException(unusable.problem());
    }
    if (presented instanceof PresentedCookie.Token token) {
      return token.value();
    }
    throw new InvalidRequestException("refresh_token", "is missing");
  }
}
