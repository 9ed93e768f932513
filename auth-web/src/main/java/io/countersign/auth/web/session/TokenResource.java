package io.countersign.auth.web.session;

import io.countersign.auth.Device;
import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.RefusedException;
import io.countersign.auth.TokenPair;
import io.countersign.auth.core.RotatingTokenService;
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
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;

/** Login, refresh and logout. */
@Path("")
@ApplicationScoped
@NullUnmarked
@Guarded(Guard.OPEN)
public class TokenResource {

  private static final System.Logger LOG = System.getLogger(TokenResource.class.getName());

  private static final Set<String> LOGIN =
      Set.of("username", "password", "device_name", "transport");

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

  /** Opens a session, and ends the one that the request's cookie belongs to. */
  @POST
  @Path("login")
  public Response login(InputStream body) {
    RequestFields fields = RequestFields.read(headers.getMediaType(), body, LOGIN);
    String username = fields.requiredLine("username", Limits.USERNAME);
    String password = fields.required("password", Limits.PASSWORD);
    Transport transport = transport(fields.optional("transport", 16));
    Device device =
        clients.openingDevice(request, fields.optionalLine("device_name", Limits.DEVICE_NAME));
    Optional<String> older = cookie.token(headers);

    TokenPair tokens = metrics.countLogin(() -> open(username, password, device, older));
    older.ifPresent(this::endOlder);
    return answer.of(tokens, transport);
  }

  private TokenPair open(String username, String password, Device device, Optional<String> older) {
    UserAccount user = login.authenticate(username, password, device, older);
    return tokenService.openSession(user, clients.named(device));
  }

  private static Transport transport(Optional<String> name) {
    return switch (name.orElse("body")) {
      case "body" -> Transport.BODY;
      case "cookie" -> Transport.COOKIE;
      default -> throw new InvalidRequestException("transport", "must be body or cookie");
    };
  }

  /** Ends the older session. The login is not refused when that fails. */
  private void endOlder(String refreshToken) {
    try {
      tokenService.logout(refreshToken, clients.address(request));
    } catch (RuntimeException e) {
      // not a token of ours, or it is not known whether all nodes know of its end
      LOG.log(System.Logger.Level.DEBUG, "The older session may go on", e);
    }
  }

  /**
   * Exchanges a refresh token, from the body or else from the cookie. The next one goes back the
   * same way.
   */
  @POST
  @Path("refresh")
  public Response refresh(InputStream body) {
    Optional<String> inBody = bodyToken(body);
    return inBody.isPresent()
        ? answer.of(refreshed(inBody::get), Transport.BODY)
        : refreshByCookie();
  }

  private Response refreshByCookie() {
    try {
      return answer.of(refreshed(this::cookieToken), Transport.COOKIE);
    } catch (RefusedException e) {
      return cookie.refused(e);
    }
  }

  private TokenPair refreshed(Supplier<String> token) {
    return tokenService.refreshTokens(token, clients.device(request, Optional.empty()));
  }

  /** Ends the session of a refresh token, from the body or else from the cookie. */
  @POST
  @Path("logout")
  public Response logout(InputStream body) {
    Optional<String> inBody = bodyToken(body);
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

  private Optional<String> bodyToken(InputStream body) {
    return RequestFields.read(headers.getMediaType(), body, Set.of("refresh_token"))
        .optional("refresh_token", Limits.REFRESH_TOKEN);
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
