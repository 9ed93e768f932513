package io.countersign.auth.guard;

import io.countersign.auth.ReauthenticationRequiredException;
import io.countersign.auth.VerifiedToken;
import java.time.Duration;
import java.time.Instant;

/** Requires that the login behind a token was not long ago (RFC 9470). */
public final class FreshLogin {

  private FreshLogin() {}

  /**
   * Requires a login that is no older than {@code maxAge}.
   *
   * @throws ReauthenticationRequiredException when it is older, or the token does not say when it
   *     was
   */
  public static void require(VerifiedToken token, Duration maxAge, Instant now) {
    boolean isFresh =
        token
            .getAuthenticationTime()
            .filter(at -> Duration.between(at, now).compareTo(maxAge) <= 0)
            .isPresent();
    if (!isFresh) {
      throw new ReauthenticationRequiredException(maxAge);
    }
  }
}
