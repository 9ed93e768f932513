package io.countersign.auth;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * An access token whose signature and claims a {@link TokenVerifier} has checked.
 *
 * <p>The type does not say whether the token was revoked: that takes a {@link RevocationCheck}.
 *
 * <p>Claim values are strings, longs, doubles, booleans, and lists and maps of them. As in
 * MicroProfile JWT, {@code aud} and {@code groups} are sets of strings, and times are whole
 * seconds. A claim with the value {@code null} counts as missing. Inside a list or a map, a null
 * stays a null.
 */
public final class VerifiedToken implements JsonWebToken {

  private final String compactToken;
  private final Map<String, Object> claims;

  VerifiedToken(String compactToken, Map<String, @Nullable Object> claims) {
    this.compactToken = compactToken;
    this.claims = Collections.unmodifiableMap(hasNulls(claims) ? withoutNulls(claims) : claims);
  }

  /** Looks at each value: some maps throw when they are asked for a null. */
  private static boolean hasNulls(Map<String, @Nullable Object> claims) {
    for (Object value : claims.values()) {
      if (value == null) {
        return true;
      }
    }
    return false;
  }

  private static Map<String, Object> withoutNulls(Map<String, @Nullable Object> claims) {
    Map<String, Object> there = new LinkedHashMap<>(claims);
    there.values().removeIf(Objects::isNull);
    return there;
  }

  /** The {@code upn}, else the {@code sub}. */
  @Override
  public String getName() {
    String upn = this.<String>getClaim(ClaimNames.USER_PRINCIPAL_NAME);
    return upn != null ? upn : getSubject();
  }

  @Override
  public Set<String> getClaimNames() {
    return claims.keySet();
  }

  /**
   * The value of a claim, null when it is not there; {@code raw_token} is the token itself.
   *
   * @param claimName the claim's name
   */
  @Override
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // MicroProfile's signature
  public <T> @Nullable T getClaim(String claimName) {
    return (T)
        switch (claimName) {
          case ClaimNames.RAW_TOKEN -> compactToken;
          case ClaimNames.AUDIENCE, ClaimNames.GROUPS -> strings(claims.get(claimName));
          case ClaimNames.EXPIRATION_TIME,
              ClaimNames.ISSUED_AT,
              ClaimNames.NOT_BEFORE,
              ClaimNames.AUTHENTICATION_TIME ->
              wholeSeconds(claims.get(claimName));
          default -> claims.get(claimName);
        };
  }

  /** MicroProfile JWT has these as longs; RFC 7519 §2 allows fractions and large numbers. */
  private static @Nullable Long wholeSeconds(@Nullable Object value) {
    return value instanceof Number seconds ? (Long) seconds.longValue() : null;
  }

  private static @Nullable Set<String> strings(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    Collection<?> values = value instanceof Collection<?> many ? many : List.of(value);
    Set<String> strings = new LinkedHashSet<>();
    values.forEach(one -> strings.add((String) one));
    return Set.copyOf(strings);
  }

  /**
   * The user's id: the {@code sub}.
   *
   * @throws IllegalArgumentException when the {@code sub} is no UUID; no {@link RevocationCheck} of
   *     Countersign lets such a token pass
   */
  public UUID userId() {
    return UUID.fromString(getSubject());
  }

  /** The roles of the user at issue; empty when the token names none. */
  @Override
  public Set<String> getGroups() {
    Set<String> groups = this.<Set<String>>getClaim(ClaimNames.GROUPS);
    return groups == null ? Set.of() : groups;
  }

  /** The {@code jti}. */
  @Override
  public String getTokenID() {
    return String.valueOf(claims.get(ClaimNames.TOKEN_ID));
  }

  /** The session it belongs to, empty for a token issued without one. */
  public Optional<UUID> getSessionId() {
    return Optional.ofNullable(claims.get(ClaimNames.SESSION_ID))
        .map(sid -> UUID.fromString((String) sid));
  }

  /** The user's epoch at issue; -1 in a token without it. */
  public int getEpoch() {
    return claims.get(ClaimNames.EPOCH) instanceof Number epoch ? epoch.intValue() : -1;
  }

  /**
   * When the user last proved who they are (RFC 9470 §6.1); empty when the token does not say,
   * which counts as long ago.
   */
  public Optional<Instant> getAuthenticationTime() {
    return Optional.ofNullable(this.<Long>getClaim(ClaimNames.AUTHENTICATION_TIME))
        .map(Instant::ofEpochSecond);
  }

  /** Names the token by its {@code jti}, without its text. */
  @Override
  public String toString() {
    return "VerifiedToken[jti=" + getTokenID() + "]";
  }
}
