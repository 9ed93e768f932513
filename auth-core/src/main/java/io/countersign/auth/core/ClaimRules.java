package io.countersign.auth.core;

import io.countersign.auth.InvalidClaimsException;
import io.countersign.auth.TokenExpiredException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the claims of a token must be like once its signature holds, in one list. */
final class ClaimRules {

  /** One rule about the claims. */
  private interface Rule {
    void check(Map<String, Object> claims);
  }

  private final AccessTokenSettings settings;
  private final Clock clock;

  private final List<Rule> rules =
      List.of(
          claims -> requireText(claims, "iss"),
          claims -> requireText(claims, "sub"),
          claims -> requireText(claims, "jti"),
          ClaimRules::requireAudiences,
          claims -> requireNumber(claims, "exp"),
          claims -> requireNumber(claims, "iat"),
          ClaimRules::requireEpoch,
          ClaimRules::allowSession,
          ClaimRules::allowUserPrincipalName,
          ClaimRules::allowGroups,
          this::requireNotExpired,
          this::requireNotFromTheFuture,
          this::requireBegun,
          this::requireIssuer,
          this::requireAudience);

  ClaimRules(AccessTokenSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /** Refuses at the first rule that is broken; {@code typ} is asked last. */
  void check(Map<String, Object> header, Map<String, Object> claims) {
    rules.forEach(rule -> rule.check(claims));
    if (!settings.type().equals(header.get("typ"))) {
      throw new InvalidClaimsException("typ", "is not the configured type");
    }
  }

  private void requireNotExpired(Map<String, Object> claims) {
    if (seconds(claims, "exp") <= now() - skew()) {
      throw new TokenExpiredException();
    }
  }

  private void requireNotFromTheFuture(Map<String, Object> claims) {
    if (seconds(claims, "iat") > now() + skew()) {
      throw new InvalidClaimsException("iat", "is in the future");
    }
  }

  private void requireBegun(Map<String, Object> claims) {
    if (claims.containsKey("nbf")) {
      requireNumber(claims, "nbf");
      if (seconds(claims, "nbf") > now() + skew()) {
        throw new InvalidClaimsException("nbf", "is in the future");
      }
    }
  }

  private void requireIssuer(Map<String, Object> claims) {
    if (!settings.issuer().equals(claims.get("iss"))) {
      throw new InvalidClaimsException("iss", "is another issuer's");
    }
  }

  private void requireAudience(Map<String, Object> claims) {
    Object audience = claims.get("aud");
    Collection<?> audiences = audience instanceof Collection<?> many ? many : List.of(audience);
    if (audiences.stream().noneMatch(settings.audience()::contains)) {
      throw new InvalidClaimsException("aud", "does not name this audience");
    }
  }

  private static void requireEpoch(Map<String, Object> claims) {
    if (!(claims.get("epoch") instanceof Long epoch) || epoch < 0 || epoch > Integer.MAX_VALUE) {
      throw new InvalidClaimsException("epoch", "is missing or no epoch");
    }
  }

  private static void allowSession(Map<String, Object> claims) {
    Object session = claims.get("sid");
    if (session != null && !isUuid(session)) {
      throw new InvalidClaimsException("sid", "is no session id");
    }
  }

  private static boolean isUuid(Object value) {
    try {
      return value instanceof String text && UUID.fromString(text).toString().equals(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void allowUserPrincipalName(Map<String, Object> claims) {
    if (claims.containsKey("upn")) {
      requireText(claims, "upn");
    }
  }

  private static void allowGroups(Map<String, Object> claims) {
    Object groups = claims.get("groups");
    if (groups != null
        && !(groups instanceof Collection<?> names
            && names.stream().allMatch(String.class::isInstance))) {
      throw new InvalidClaimsException("groups", "is not a list of names");
    }
  }

  private static void requireText(Map<String, Object> claims, String name) {
    if (!isText(claims.get(name))) {
      throw new InvalidClaimsException(name, "is missing, empty or no text");
    }
  }

  private static void requireAudiences(Map<String, Object> claims) {
    Object value = claims.get("aud");
    boolean named =
        value instanceof Collection<?> many
            ? !many.isEmpty() && many.stream().allMatch(ClaimRules::isText)
            : isText(value);
    if (!named) {
      throw new InvalidClaimsException("aud", "is missing, empty or no text");
    }
  }

  private static boolean isText(@Nullable Object value) {
    return value instanceof String text && !text.isBlank();
  }

  private static void requireNumber(Map<String, Object> claims, String name) {
    if (!(claims.get(name) instanceof Number)) {
      throw new InvalidClaimsException(name, "is missing or no number");
    }
  }

  private static double seconds(Map<String, Object> claims, String name) {
    return ((Number) Objects.requireNonNull(claims.get(name))).doubleValue();
  }

  private double now() {
    return clock.millis() / 1000.0;
  }

  private double skew() {
    return settings.clockSkew().toMillis() / 1000.0;
  }
}
