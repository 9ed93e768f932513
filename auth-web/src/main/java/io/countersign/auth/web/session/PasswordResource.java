package io.countersign.auth.web.session;

import io.countersign.auth.Device;
import io.countersign.auth.TokenPair;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.AccountPasswords;
import io.countersign.auth.core.Accounts;
import io.countersign.auth.core.ProvenPassword;
import io.countersign.auth.core.RotatingTokenService;
import io.countersign.auth.core.RotatingTokenService.Continued;
import io.countersign.auth.guard.BearerContext;
import io.countersign.auth.login.LoginProtection;
import io.countersign.auth.password.NewPassword;
import io.countersign.auth.password.PasswordPolicy;
import io.countersign.auth.spi.Session;
import io.countersign.auth.spi.SessionDirectory;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.access.OneAtATime;
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
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A user's own password. */
@Path("password")
@ApplicationScoped
@NullUnmarked
public class PasswordResource {

  private static final OneAtATime CHANGES = new OneAtATime();

  @Inject Accounts accounts;
  @Inject AccountPasswords passwords;
  @Inject LoginProtection protection;
  @Inject PasswordPolicy policy;
  @Inject RotatingTokenService tokenService;
  @Inject TokenAnswer answer;
  @Inject SessionDirectory sessions;
  @Inject RefreshCookie cookie;
  @Inject Clients clients;

  @Context HttpHeaders headers;
  @Context HttpServletRequest request;

  /** For JAX-RS. */
  public PasswordResource() {}

  /** Changes the password, ends all sessions and opens a new one. */
  @POST
  @Guarded(Guard.SENSITIVE)
  public Response change(InputStream body, @Context SecurityContext context) {
    RequestFields fields =
        RequestFields.read(
            headers.getMediaType(), body, Set.of("current_password", "new_password"));
    String current = fields.required("current_password", Limits.PASSWORD);
    String changed = fields.required("new_password", Limits.PASSWORD);
    VerifiedToken caller = BearerContext.tokenOf(context);
    Optional<UUID> session = caller.getSessionId();
    Device device = device(session);
    Continued continued = tokenService.continued(device, session);
    if (continued.binding().isEmpty()) {
      clients.requireFingerprint(device);
    }
    Transport transport =
        cookie.read(headers) instanceof PresentedCookie.None ? Transport.BODY : Transport.COOKIE;

    UUID userId = caller.userId();
    TokenPair tokens =
        CHANGES.take(
            caller.getSubject(),
            () -> {
              ProvenPassword proven = requirePassword(userId, current, device);
              NewPassword good =
                  policy.accept(
                      changed,
                      caller.getName(),
                      problem -> new InvalidRequestException("new_password", problem));
              return tokenService.openSessionAfter(
                  userId,
                  () -> accounts.changePassword(proven, good, clients.address(request)),
                  device,
                  continued);
            });
    return answer.of(tokens, transport, continued.request().isBrief());
  }

  /** The request's device, with the name that it has in this session. */
  private Device device(Optional<UUID> session) {
    Optional<String> name = session.flatMap(sessions::find).map(Session::device).map(Device::name);
    return clients.named(clients.device(request, name), request);
  }

  /**
   * Comes before the judgement of the new password. That costs more, and a caller who has only
   * found a token must not cause it.
   */
  private ProvenPassword requirePassword(UUID userId, String current, Device device) {
    return protection.attemptWithin(
        userId, device, lane -> passwords.requirePassword(userId, current));
  }
}
