package io.countersign.auth.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.ClaimNames;
import io.countersign.auth.RefusalCode;
import io.countersign.auth.RefusedException;
import io.countersign.auth.RevocationCheck;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.TokenExpiredException;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.verify.StrictJson.NotStrictJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Sends a token to a Countersign elsewhere and asks whether it is still active, once for each
 * check. It fails closed: only a yes to this very token is a yes.
 *
 * <p>At most a dozen questions for each processor are on their way at a time. That is less than a
 * server has workers, so a Countersign that hangs does not take them all. Others wait for their
 * turn as long as for an answer. They do not wait where Countersign is on this machine: it may be
 * on this server, and need a worker for its answer.
 */
public final class RemoteRevocationCheck implements RevocationCheck {

  private static final System.Logger LOG = System.getLogger(RemoteRevocationCheck.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int LARGEST = 16 * 1024;
  private static final int MOST_AT_A_TIME = 12 * Runtime.getRuntime().availableProcessors();

  private final URI location;
  private final PromptHttp http;
  private final Semaphore permits;
  private final Duration turn;

  /**
   * A check that waits two seconds for an answer.
   *
   * @param location of the server's {@code GET /auth/me/active}
   */
  public RemoteRevocationCheck(URI location) {
    this(location, PATIENCE, MOST_AT_A_TIME);
  }

  /** Waits for this time, and has at most this many requests on their way. */
  RemoteRevocationCheck(URI location, Duration patience, int mostAtATime) {
    this.location = location;
    this.http = new PromptHttp(patience, LARGEST);
    this.permits = new Semaphore(mostAtATime);
    this.turn = ServerAddress.isThisMachine(location.getHost()) ? Duration.ZERO : patience;
  }

  @Override
  public void requireNotRevoked(VerifiedToken token) {
    awaitTurn();
    try {
      PromptHttp.Answer answer = http.send(request(token));
      Map<String, @Nullable Object> body = StrictJson.object(answer.body().getBytes(UTF_8));
      if (answer.status() != 200 || !isYes(body, token)) {
        throw refusal(answer.status(), body.get("code"));
      }
    } catch (IOException e) {
      throw unavailable(e.getMessage());
    } catch (NotStrictJsonException e) {
      throw unavailable("the answer was not Countersign's");
    } finally {
      permits.release();
    }
  }

  private void awaitTurn() {
    try {
      if (!permits.tryAcquire(turn.toMillis(), TimeUnit.MILLISECONDS)) {
        throw unavailable("too many are asked for at a time");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RevocationUnavailableException();
    }
  }

  private HttpRequest request(VerifiedToken token) {
    return HttpRequest.newBuilder(location)
        .header("Authorization", "Bearer " + token.getRawToken())
        .header("Accept", "application/json, application/problem+json")
        .build();
  }

  /** A cache on the way may answer about another token, which is no yes. */
  private static boolean isYes(Map<String, @Nullable Object> body, VerifiedToken token) {
    return Boolean.TRUE.equals(body.get("active"))
        && token.getTokenID().equals(body.get(ClaimNames.TOKEN_ID));
  }

  private static RefusedException refusal(int status, @Nullable Object code) {
    if (status == 401 && RefusalCode.TOKEN_REVOKED.toString().equals(code)) {
      return new TokenRevokedException();
    }
    if (status == 401 && RefusalCode.TOKEN_EXPIRED.toString().equals(code)) {
      return new TokenExpiredException();
    }
    return unavailable("the answer was HTTP " + status);
  }

  private static RevocationUnavailableException unavailable(@Nullable String reason) {
    LOG.log(System.Logger.Level.WARNING, "Revocation cannot be checked: {0}", reason);
    return new RevocationUnavailableException();
  }
}
