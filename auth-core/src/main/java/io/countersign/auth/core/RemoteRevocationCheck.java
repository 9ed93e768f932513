package io.countersign.auth.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.core.StrictJson.NotStrictJsonException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Map;

/**
 * Asks a Countersign elsewhere about its caller's own token, once for each check, and fails closed
 * when it does not answer: only a yes to this very token is a yes.
 */
public final class RemoteRevocationCheck implements RevocationCheck {

  private static final System.Logger LOG = System.getLogger(RemoteRevocationCheck.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int LARGEST = 16 * 1024;

  private final URI location;
  private final PromptHttp http;

  /**
   * A check that waits two seconds for an answer.
   *
   * @param location of the server's {@code GET /auth/me/active}
   */
  public RemoteRevocationCheck(URI location) {
    this(location, PATIENCE);
  }

  /** Waits for another time. */
  RemoteRevocationCheck(URI location, Duration patience) {
    this.location = location;
    this.http = new PromptHttp(patience, LARGEST);
  }

  @Override
  public void requireNotRevoked(VerifiedToken token) {
    HttpRequest request =
        HttpRequest.newBuilder(location)
            .header("Authorization", "Bearer " + token.getRawToken())
            .header("Accept", "application/json, application/problem+json")
            .build();
    try {
      PromptHttp.Answer answer = http.send(request);
      if (answer.status() == 401) {
        throw new TokenRevokedException();
      }
      if (answer.status() != 200 || !isYes(answer.body(), token)) {
        throw new IOException("the answer was HTTP " + answer.status());
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "Revocation cannot be checked: {0}", e.getMessage());
      throw new RevocationUnavailableException();
    }
  }

  /** Also takes no answer to another token, as a cache on the way may give it. */
  private static boolean isYes(String body, VerifiedToken token) {
    try {
      Map<String, Object> answer = StrictJson.object(body.getBytes(UTF_8));
      return Boolean.TRUE.equals(answer.get("active"))
          && token.getTokenID().equals(answer.get("jti"));
    } catch (NotStrictJsonException e) {
      return false;
    }
  }
}
