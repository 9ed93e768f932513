package io.countersign.auth.web.session;

import io.countersign.auth.Device;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.RotatingTokenService;
import io.countersign.auth.guard.BearerContext;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.access.OneAtATime;
import io.countersign.auth.web.request.Clients;
import io.countersign.auth.web.request.InvalidRequestException;
import io.countersign.auth.web.request.Limits;
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
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A fresh login within a session that goes on (RFC 9470). */
@Path("reauthenticate")
@ApplicationScoped
@NullUnmarked
public class ReauthenticationResource {

  private static final OneAtATime CHECKS = new OneAtATime();

  @Inject UserStore users;
  @Inject Login login;
  @Inject RotatingTokenService tokenService;
  @Inject TokenAnswer answer;
  @Inject Clients clients;

  @Context HttpHeaders headers;
  @Context HttpServletRequest request;

  /** For JAX-RS. */
  public ReauthenticationResource() {}

  /** Exchanges the password for an access token that says when it was shown. */
  @POST
  @Guarded(Guard.SENSITIVE)
  public Response reauthenticate(InputStream body, @Context SecurityContext context) {
    String password =
        RequestFields.read(headers.getMediaType(), body, Set.of("password"))
            .required("password", Limits.PASSWORD);
    VerifiedToken caller = BearerContext.tokenOf(context);
    UUID session =
        caller
            .getSessionId()
            .orElseThrow(
                () -> new InvalidRequestException("Authorization", "needs a token of a session"));
    Device device = clients.device(request, Optional.empty());
    UserAccount user =
        users.findById(caller.userId()).orElseThrow(InvalidCredentialsException::new);
    return CHECKS.take(
        caller.getSubject(),
        () -> {
          login.reauthenticate(user, password, device);
          return answer.of(
              tokenService.reauthenticated(
                  session, user.id(), caller.getAudience(), clients.address(request)));
        });
  }
}
