package io.countersign.auth.core;

import io.countersign.auth.AccessToken;
import io.countersign.auth.spi.ClaimContributor;
import io.countersign.auth.spi.KeyRing;
import io.countersign.auth.spi.SigningKey;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Issues access tokens with exactly the contract's header and claims. */
public final class AccessTokenIssuer {

  /** Claims that only the issuer sets: the registered ones (RFC 7519 §4.1) and our own. */
  private static final Set<String> RESERVED =
      Set.of(
          "iss",
          "sub",
          "aud",
          "exp",
          "nbf",
          "iat",
          "jti",
          "sid",
          "upn",
          "groups",
          "epoch",
          "cnf",
          "raw_token"); // MicroProfile JWT's name for the whole token

  private final KeyRing keyRing;
  private final AccessTokenSettings settings;
  private final List<ClaimContributor> contributors;
  private final Supplier<UUID> ids;
  private final Clock clock;

  /**
   * An issuer.
   *
   * @param keyRing whose signing key signs
   * @param settings issuer, audience, life and type
   * @param contributors who adds claims, in this order
   * @param ids where a new {@code jti} comes from, each time another
   * @param clock what {@code iat} is read from
   */
  public AccessTokenIssuer(
      KeyRing keyRing,
      AccessTokenSettings settings,
      List<ClaimContributor> contributors,
      Supplier<UUID> ids,
      Clock clock) {
    this.keyRing = keyRing;
    this.settings = settings;
    this.contributors = List.copyOf(contributors);
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * Whom a token speaks for.
   *
   * @param userId the {@code sub}
   * @param username the {@code upn}
   * @param roles the {@code groups}
   * @param epoch the user's epoch
   * @param session the {@code sid}, null for a token of no session
   */
  record Subject(
      UUID userId, String username, Set<String> roles, int epoch, @Nullable UUID session) {}

  /**
   * Issues a token.
   *
   * @throws IllegalArgumentException when a contributor names a reserved claim
   */
  AccessToken issue(Subject subject) {
    Instant issuedAt = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant expiresAt = issuedAt.plus(settings.ttl());
    String id = ids.get().toString();

    JwtClaims claims = new JwtClaims();
    claims.setIssuer(settings.issuer());
    claims.setSubject(subject.userId().toString());
    claims.setClaim("aud", audience());
    claims.setClaim("exp", expiresAt.getEpochSecond());
    claims.setClaim("iat", issuedAt.getEpochSecond());
    claims.setJwtId(id);
    if (subject.session() != null) {
      claims.setStringClaim("sid", subject.session().toString());
    }
    claims.setStringClaim("upn", subject.username());
    claims.setClaim("groups", subject.roles().stream().sorted().toList());
    claims.setClaim("epoch", subject.epoch());
    contributed(subject.userId().toString()).forEach(claims::setClaim);
    return new AccessToken(sign(claims.toJson(), keyRing.signingKey()), id, expiresAt);
  }

  private Object audience() {
    List<String> audience = settings.audience().stream().sorted().toList();
    return audience.size() == 1 ? audience.get(0) : audience;
  }

  private Map<String, Object> contributed(String userId) {
    Map<String, Object> added = new LinkedHashMap<>();
    for (ClaimContributor contributor : contributors) {
      contributor
          .claimsFor(userId)
          .forEach(
              (name, value) -> {
                if (RESERVED.contains(name)) {
                  throw new IllegalArgumentException("the claim \"" + name + "\" is reserved");
                }
                added.put(name, value);
              });
    }
    return added;
  }

  private String sign(String payload, SigningKey key) {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setAlgorithmHeaderValue(key.algorithm().name());
    jws.setKeyIdHeaderValue(key.kid());
    jws.setHeader("typ", settings.type());
    jws.setPayload(payload);
    jws.setKey(key.privateKey());
    try {
      return jws.getCompactSerialization();
    } catch (JoseException e) {
      throw new IllegalStateException("the signing key " + key.kid() + " cannot sign", e);
    }
  }
}
