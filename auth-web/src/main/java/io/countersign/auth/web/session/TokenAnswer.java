package io.countersign.auth.web.session;

import io.countersign.auth.AccessToken;
import io.countersign.auth.RefreshToken;
import io.countersign.auth.TokenPair;
import io.countersign.auth.guard.AnswerJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** Answers with a pair of tokens (RFC 6749 §5.1), the refresh token in the body or in a cookie. */
@ApplicationScoped
@NullUnmarked
class TokenAnswer {

  /** How the refresh token reaches the client. */
  enum Transport {
    BODY,
    COOKIE
  }

  @Inject Clock clock;
  @Inject RefreshCookie cookie;

  TokenAnswer() {}

  /** Answers with an access token alone. */
  Response of(AccessToken access) {
    return ok(object(access)).build();
  }

  /**
   * Answers with both tokens.
   *
   * @param isBrief whether a cookie is to end with the browser
   */
  Response of(TokenPair tokens, Transport transport, boolean isBrief) {
    return of(tokens, transport, isBrief, Optional.empty());
  }

  /**
   * Answers with both tokens.
   *
   * @param isBrief whether a cookie is to end with the browser
   * @param previous what became of the session that the client had before, if that has ended
   */
  Response of(
      TokenPair tokens, Transport transport, boolean isBrief, Optional<PreviousSession> previous) {
    RefreshToken refresh = tokens.refreshToken();
    JsonObjectBuilder answer = object(tokens.accessToken());
    if (transport == Transport.BODY) {
      answer.add("refresh_token", refresh.value());
    }
    answer
        .add("refresh_token_id", refresh.id().toString())
        .add("refresh_expires_in", until(refresh.expiresAt()).toSeconds())
        .add("session_id", tokens.sessionId().toString());
    previous.ifPresent(session -> answer.add("previous_session", session.toJson()));
    Response.ResponseBuilder response = ok(answer);
    if (transport == Transport.COOKIE) {
      cookie
          .keep(refresh.value(), Optional.of(until(refresh.expiresAt())).filter(it -> !isBrief))
          .forEach(line -> response.header(HttpHeaders.SET_COOKIE, line));
    }
    return response.build();
  }

  private JsonObjectBuilder object(AccessToken access) {
    return AnswerJson.object()
        .add("access_token", access.value())
        .add("token_type", "Bearer")
        .add("expires_in", until(access.expiresAt()).toSeconds());
  }

  private static Response.ResponseBuilder ok(JsonObjectBuilder answer) {
    return Response.ok(answer.build().toString(), MediaType.APPLICATION_JSON_TYPE)
        .header(HttpHeaders.CACHE_CONTROL, "no-store");
  }

  /**
   * The time until {@code end} in whole seconds, rounded up: the answer comes a moment after the
   * issue.
   */
  private Duration until(Instant end) {
    return Duration.ofSeconds((Duration.between(clock.instant(), end).toMillis() + 999) / 1000);
  }
}
