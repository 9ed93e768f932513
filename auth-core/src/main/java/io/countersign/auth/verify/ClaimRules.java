package io.countersign.auth.verify;

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
 * What the claims of a token must be like once its signature holds, in one list. A claim that is
 * named here must not be null; others may be (RFC 7519 §4).
 */
final class ClaimRules {

  private final AccessTokenSettings settings;
  private final Clock clock;
  private final double skew;

  ClaimRules(AccessTokenSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.skew = settings.clockSkew().toMillis() / 1000.0;
  }

  /** Every rule, in the order in which they are asked; the first that is broken refuses. */
  void check(Map<String, @Nullable Object> header, Map<String, @Nullable Object> claims) {
    requireText(claims, "iss");
    requireText(claims, "sub");
    requireText(claims, "jti");
    requireAudiences(claims);
    requireNumber(claims, "exp");
    requireNumber(claims, "iat");
    requireEpoch(claims);
    allowSession(claims);
    allowUserPrincipalName(claims);
    allowGroups(claims);

    double now = clock.millis() / 1000.0;
    requireNotExpired(claims, now);
    requireNotFromTheFuture(claims, now);
    requireBegun(claims, now);
    requireIssuer(claims);
    requireAudience(claims);
    requireType(header);
  }

  private void requireNotExpired(Map<String, @Nullable Object> claims, double now) {
    if (seconds(claims, "exp") <= now - skew) {
      throw new TokenExpiredException();
    }
  }

  private void requireNotFromTheFuture(Map<String, @Nullable Object> claims, double now) {
    if (seconds(claims, "iat") > now + skew) {
      throw new InvalidClaimsException("iat", "is in the future");
    }
  }

  private void requireBegun(Map<String, @Nullable Object> claims, double now) {
    if (claims.containsKey("nbf")) {
      requireNumber(claims, "nbf");
      if (seconds(claims, "nbf") > now + skew) {
        throw new InvalidClaimsException("nbf", "is in the future");
      }
    }
  }

  private void requireIssuer(Map<String, @Nullable Object> claims) {
    if (!settings.issuer().equals(claims.get("iss"))) {
      throw new InvalidClaimsException("iss", "is another issuer's");
    }
  }

  private void requireAudience(Map<String, @Nullable Object> claims) {
    Object audience = claims.get("aud");
    boolean isMeant =
        audience instanceof Collection<?> many
            ? !Collections.disjoint(many, settings.audience())
            : settings.audience().contains(audience);
    if (!isMeant) {
      throw new InvalidClaimsException("aud", "does not name this audience");
    }
  }

  private void requireType(Map<String, @Nullable Object> header) {
    if (!settings.type().equals(header.get("typ"))) {
      throw new InvalidClaimsException("typ", "is not the configured type");
    }
  }

  private static void requireEpoch(Map<String, @Nullable Object> claims) {
    if (!(claims.get("epoch") instanceof Long epoch) || epoch < 0 || epoch > Integer.MAX_VALUE) {
      throw new InvalidClaimsException("epoch", "is missing or no epoch");
    }
  }

  private static void allowSession(Map<String, @Nullable Object> claims) {
    if (claims.containsKey("sid") && !isUuid(claims.get("sid"))) {
      throw new InvalidClaimsException("sid", "is no session id");
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
    if (claims.containsKey("upn")) {
      requireText(claims, "upn");
    }
  }

  private static void allowGroups(Map<String, @Nullable Object> claims) {
    if (claims.containsKey("groups")
        && !(claims.get("groups") instanceof Collection<?> names
            && areAll(names, String.class::isInstance))) {
      throw new InvalidClaimsException("groups", "is not a list of names");
    }
  }

  private static void requireText(Map<String, @Nullable Object> claims, String name) {
    if (!isText(claims.get(name))) {
      throw new InvalidClaimsException(name, "is missing, empty or no text");
    }
  }

  private static void requireAudiences(Map<String, @Nullable Object> claims) {
    Object value = claims.get("aud");
    boolean named =
        value instanceof Collection<?> many
            ? !many.isEmpty() && areAll(many, ClaimRules::isText)
            : isText(value);
    if (!named) {
      throw new InvalidClaimsException("aud", "is missing, empty or no text");
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
