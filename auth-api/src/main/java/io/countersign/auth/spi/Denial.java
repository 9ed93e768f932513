package io.countersign.auth.spi;

import io.countersign.auth.AccessToken;
import io.countersign.auth.TokenVerifier;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Access tokens that are denied at sensitive operations although they have not expired.
 *
 * @param kind what is denied
 * @param id the token's {@code jti}, the session's {@code sid} or the user's id; the nil UUID for
 *     everyone
 * @param belowEpoch tokens of an epoch below this one are denied; {@link #ANY_EPOCH} for a token
 *     and a session, where the epoch does not matter
 * @param expiresAt when the last denied token has expired, and the denial can be forgotten
 */
public record Denial(Kind kind, UUID id, int belowEpoch, Instant expiresAt) {

  /** The largest skew that a verifier allows, plus the same between two nodes. */
  public static final Duration SKEWS = TokenVerifier.LARGEST_SKEW.multipliedBy(2);

  /** How long a denial is kept at most: the longest life of a token, both skews, and a minute. */
  public static final Duration LONGEST = AccessToken.LONGEST_TTL.plus(SKEWS).plusMinutes(1);

  /** Above the epoch of every token: the largest epoch of all is never given to one. */
  public static final int ANY_EPOCH = Integer.MAX_VALUE;

  /** The nil UUID (RFC 9562 §5.9), which stands for everyone and names nobody. */
  public static final UUID EVERYONE = new UUID(0, 0);

  /** What a denial denies. */
  public enum Kind {
    /** One access token, by its {@code jti}. */
    TOKEN,
    /** The access tokens of a session, by its {@code sid}. */
    SESSION,
    /** A user's access tokens of older epochs. */
    USER,
    /** Everybody's access tokens of older epochs. */
    EVERYONE
  }

  /** Denies one access token until it expires. */
  public static Denial ofToken(UUID jti, Instant expiresAt) {
    return new Denial(Kind.TOKEN, jti, ANY_EPOCH, expiresAt);
  }

  /** Denies a session's access tokens, for as long as those issued until {@code now} can live. */
  public static Denial ofSession(UUID sid, Instant now) {
    return new Denial(Kind.SESSION, sid, ANY_EPOCH, now.plus(LONGEST));
  }

  /** Denies a user's access tokens from before {@code epoch}, which began {@code now}. */
  public static Denial ofUser(UUID userId, int epoch, Instant now) {
    return new Denial(Kind.USER, userId, epoch, now.plus(LONGEST));
  }

  /** Denies everybody's access tokens from before {@code epoch}, which began {@code now}. */
  public static Denial ofEveryone(int epoch, Instant now) {
    return new Denial(Kind.EVERYONE, EVERYONE, epoch, now.plus(LONGEST));
  }
}
