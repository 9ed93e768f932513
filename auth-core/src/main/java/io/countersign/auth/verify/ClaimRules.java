package io.countersign.auth.verify;

import io.countersign.auth.ClaimNames;
import io.countersign.auth.InvalidClaimsException;
import io.countersign.auth.TokenExpiredException;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the claims of a token whose signature holds, in one list. A claim that is named
 * here must not be null; other claims may be (RFC 7519 §4).
 */
final class ClaimRules {

  /** The last second of the year 9999, in seconds. */
  private static final long LATEST = 253_402_300_799L;

  private final AccessTokenSettings settings;
  private final Clock clock;
  private final double skew;

  ClaimRules(AccessTokenSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.skew = settings.clockSkew().toMillis() / 1000.0;
  }

  /** Applies every rule, in this order. The first broken rule refuses the token. */
  void check(Map<String, @Nullable Object> claims) {
    requireText(claims, ClaimNames.ISSUER);
    requireText(claims, ClaimNames.SUBJECT);
    requireText(claims, ClaimNames.TOKEN_ID);
    requireAudiences(claims);
    requireNumber(claims, ClaimNames.EXPIRATION_TIME);
    requireNumber(claims, ClaimNames.ISSUED_AT);
    requireEpoch(claims);
    allowSession(claims);
    allowAuthenticationTime(claims);
    allowUserPrincipalName(claims);
    allowGroups(claims);

    double now = clock.millis() / 1000.0;
    requireNotExpired(claims, now);
    requireNotFromTheFuture(claims, now);
    requireBegun(claims, now);
    requireIssuer(claims);
    requireAudience(claims);
  }

  private void requireNotExpired(Map<String, @Nullable Object> claims, double now) {
    if (seconds(claims, ClaimNames.EXPIRATION_TIME) <= now - skew) {
      throw new TokenExpiredException();
    }
  }

  private void requireNotFromTheFuture(Map<String, @Nullable Object> claims, double now) {
    if (seconds(claims, ClaimNames.ISSUED_AT) > now + skew) {
      throw new InvalidClaimsException(ClaimNames.ISSUED_AT, "is in the future");
    }
  }

  private void requireBegun(Map<String, @Nullable Object> claims, double now) {
    if (claims.containsKey(ClaimNames.NOT_BEFORE)) {
      requireNumber(claims, ClaimNames.NOT_BEFORE);
      if (seconds(claims, ClaimNames.NOT_BEFORE) > now + skew) {
        throw new InvalidClaimsException(ClaimNames.NOT_BEFORE, "is in the future");
      }
    }
  }

  private void requireIssuer(Map<String, @Nullable Object> claims) {
    if (!settings.issuer().equals(claims.get(ClaimNames.ISSUER))) {
      throw new InvalidClaimsException(ClaimNames.ISSUER, "is another issuer's");
    }
  }

  private void requireAudience(Map<String, @Nullable Object> claims) {
    Object audience = claims.get(ClaimNames.AUDIENCE);
    boolean isMeant =
        audience instanceof Collection<?> many
            ? !Collections.disjoint(many, settings.audience())
            : settings.audience().contains(audience);
    if (!isMeant) {
      throw new InvalidClaimsException(ClaimNames.AUDIENCE, "does not name this audience");
    }
  }

  private static void requireEpoch(Map<String, @Nullable Object> claims) {
    if (!(claims.get(ClaimNames.EPOCH) instanceof Long epoch)
        || epoch < 0
        || epoch > Integer.MAX_VALUE) {
      throw new InvalidClaimsException(ClaimNames.EPOCH, "is missing or no epoch");
    }
  }

  private static void allowSession(Map<String, @Nullable Object> claims) {
    if (claims.containsKey(ClaimNames.SESSION_ID) && !isUuid(claims.get(ClaimNames.SESSION_ID))) {
      throw new InvalidClaimsException(ClaimNames.SESSION_ID, "is no session id");
    }
  }

  private static void allowAuthenticationTime(Map<String, @Nullable Object> claims) {
    if (claims.containsKey(ClaimNames.AUTHENTICATION_TIME)
        && !(claims.get(ClaimNames.AUTHENTICATION_TIME) instanceof Long seconds
            && seconds >= 0
            && seconds <= LATEST)) {
      throw new InvalidClaimsException(ClaimNames.AUTHENTICATION_TIME, "is no time");
    }
  }

  private static boolean isUuid(@Nullable Object value) {
    try {
      return value instanceof String text && UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void allowUserPrincipalName(Map<String, @Nullable Object> claims) {
    if (claims.containsKey(ClaimNames.USER_PRINCIPAL_NAME)) {
      requireText(claims, ClaimNames.USER_PRINCIPAL_NAME);
    }
  }

  private static void allowGroups(Map<String, @Nullable Object> claims) {
    if (claims.containsKey(ClaimNames.GROUPS)
        && !(claims.get(ClaimNames.GROUPS) instanceof Collection<?> names
            && areAll(names, String.class::isInstance))) {
      throw new InvalidClaimsException(ClaimNames.GROUPS, "is not a list of names");
    }
  }

  private static void requireText(Map<String, @Nullable Object> claims, String name) {
    if (!isText(claims.get(name))) {
      throw new InvalidClaimsException(name, "is missing, empty or no text");
    }
  }

  private static void requireAudiences(Map<String, @Nullable Object> claims) {
    Object value = claims.get(ClaimNames.AUDIENCE);
    boolean named =
        value instanceof Collection<?> many
            ? !many.isEmpty() && areAll(many, ClaimRules::isText)
            : isText(value);
    if (!named) {
      throw new InvalidClaimsException(ClaimNames.AUDIENCE, "is missing, empty or no text");
    }
  }

  private static boolean isText(@Nullable Object value) {
    return value instanceof String text && !text.isBlank();
  }

  private static void requireNumber(Map<String, @Nullable Object> claims, String name) {
    if (!(claims.get(name) instanceof Number)) {
      throw new InvalidClaimsException(name, "is missing or no number");
    }
  }

  private static double seconds(Map<String, @Nullable Object> claims, String name) {
    return ((Number) Objects.requireNonNull(claims.get(name))).doubleValue();
  }

  /** Without a stream, which would cost more than all rules together. */
  private static boolean areAll(Collection<?> values, Predicate<@Nullable Object> rule) {
    for (Object value : values) {
      if (!rule.test(value)) {
        return false;
      }
    }
    return true;
  }
}
