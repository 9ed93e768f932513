package io.countersign.auth.core;

import io.countersign.auth.AccessToken;
import io.countersign.auth.ClaimNames;
import io.countersign.auth.InvalidTargetException;
import io.countersign.auth.spi.ClaimContributor;
import io.countersign.auth.spi.keys.KeyRing;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.CompactJws;
import io.countersign.auth.verify.JoseSignatures;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Issues access tokens with exactly the contract's header and claims. */
public final class AccessTokenIssuer {

  /** Claims that only the issuer sets: the registered ones (RFC 7519 §4.1) and our own. */
  private static final Set<String> RESERVED =
      Set.of(
          ClaimNames.ISSUER,
          ClaimNames.SUBJECT,
          ClaimNames.AUDIENCE,
          ClaimNames.EXPIRATION_TIME,
          ClaimNames.NOT_BEFORE,
          ClaimNames.ISSUED_AT,
          ClaimNames.TOKEN_ID,
          ClaimNames.SESSION_ID,
          ClaimNames.USER_PRINCIPAL_NAME,
          ClaimNames.GROUPS,
          ClaimNames.AUTHENTICATION_TIME,
          ClaimNames.EPOCH,
          ClaimNames.CONFIRMATION,
          ClaimNames.RAW_TOKEN); // MicroProfile JWT's name for the whole token

  /** The id in a token that is only measured. */
  private static final UUID NO_ID = new UUID(0, 0);

  private final KeyRing keyRing;
  private final AccessTokenSettings settings;
  private final List<ClaimContributor> contributors;
  private final Supplier<UUID> ids;
  private final Clock clock;
  private final TokenSigner signer;

  /**
   * An issuer whose tokens this Java's own cryptography signs.
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
    this(keyRing, settings, contributors, ids, JoseSignatures.ofThisJava(), clock);
  }

  /**
   * An issuer.
   *
   * @param keyRing whose signing key signs
   * @param settings issuer, audience, life and type
   * @param contributors who adds claims, in this order
   * @param ids where a new {@code jti} comes from, each time another
   * @param signatures whose cryptography signs
   * @param clock what {@code iat} is read from
   */
  public AccessTokenIssuer(
      KeyRing keyRing,
      AccessTokenSettings settings,
      List<ClaimContributor> contributors,
      Supplier<UUID> ids,
      JoseSignatures signatures,
      Clock clock) {
    this.keyRing = keyRing;
    this.settings = settings;
    this.contributors = List.copyOf(contributors);
    this.ids = ids;
    this.clock = clock;
    this.signer = new TokenSigner(signatures, settings.type());
  }

  /**
   * Whom a token speaks for.
   *
   * @param userId the {@code sub}
   * @param username the {@code upn}
   * @param roles the {@code groups}
   * @param epoch the user's epoch
   * @param session the {@code sid}, null for a token of no session
   * @param authenticatedAt the {@code auth_time}, if there is one
   * @param audience the {@code aud}; empty for all that are configured
   */
  public record Subject(
      UUID userId,
      String username,
      Set<String> roles,
      int epoch,
      @Nullable UUID session,
      Optional<Instant> authenticatedAt,
      Set<String> audience) {

    /** Somebody whose token names every audience and no time of a login. */
    public Subject(
        UUID userId, String username, Set<String> roles, int epoch, @Nullable UUID session) {
      this(userId, username, roles, epoch, session, Optional.empty(), Set.of());
    }
  }

  /**
   * Requires that an access token can have these audiences.
   *
   * @throws InvalidTargetException when one is not configured
   */
  void requireAudience(Set<String> audience) {
    if (!settings.audience().containsAll(audience)) {
      throw new InvalidTargetException();
    }
  }

  /**
   * The part of an issue that may fail. A caller that changes something before the issue prepares
   * first, so that the change is not made for nothing.
   *
   * @param key what signs
   * @param contributed the claims that contributors add
   */
  record Prepared(SigningKey key, Map<String, Object> contributed) {}

  /**
   * Prepares the issue of a token for a user who is known.
   *
   * @throws io.countersign.auth.KeysUnavailableException when this node cannot sign
   * @throws IllegalArgumentException when a contributor names a reserved claim
   * @throws IllegalStateException when the token would be longer than verifiers take
   */
  Prepared prepare(Subject subject) {
    Prepared prepared =
        new Prepared(keyRing.signingKey(), contributed(subject.userId().toString()));
    requireShort(claims(subject, prepared, clock.instant(), NO_ID), prepared.key());
    return prepared;
  }

  /**
   * Prepares the issue of a token for a user whom the store has yet to name. It asks for the
   * expected user only when there are contributors. Without them only the roles can make a token
   * long, and these always fit.
   *
   * @param expected the user whom the store will probably name; empty for nobody
   * @see #prepare(Subject)
   */
  Prepared prepare(Supplier<Optional<Subject>> expected) {
    if (contributors.isEmpty()) {
      return new Prepared(keyRing.signingKey(), Map.of());
    }
    return expected
        .get()
        .map(this::prepare)
        .orElseGet(() -> new Prepared(keyRing.signingKey(), Map.of()));
  }

  private void requireShort(Map<String, Object> claims, SigningKey key) {
    if (signer.length(claims, key) > CompactJws.LONGEST) {
      throw new IllegalStateException(
          "with its roles and contributed claims an access token would be longer than 8 KiB");
    }
  }

  /**
   * {@linkplain #prepare(Subject) Prepares} a token and issues it, for a caller that changes
   * nothing before.
   */
  public AccessToken issue(Subject subject) {
    return issue(subject, prepare(subject));
  }

  /** Issues a token. */
  AccessToken issue(Subject subject, Prepared prepared) {
    Instant issuedAt = clock.instant();
    UUID id = ids.get();
    Map<String, Object> claims = claims(subject, prepared, issuedAt, id);
    return new AccessToken(signer.sign(claims, prepared.key()), id.toString(), expiresAt(issuedAt));
  }

  private Instant expiresAt(Instant issuedAt) {
    return issuedAt.truncatedTo(ChronoUnit.SECONDS).plus(settings.ttl());
  }

  private Map<String, Object> claims(Subject subject, Prepared prepared, Instant now, UUID id) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put(ClaimNames.ISSUER, settings.issuer());
    claims.put(ClaimNames.SUBJECT, subject.userId().toString());
    claims.put(ClaimNames.AUDIENCE, audience(subject));
    claims.put(ClaimNames.EXPIRATION_TIME, expiresAt(now).getEpochSecond());
    claims.put(ClaimNames.ISSUED_AT, now.getEpochSecond());
    claims.put(ClaimNames.TOKEN_ID, id.toString());
    if (subject.session() != null) {
      claims.put(ClaimNames.SESSION_ID, subject.session().toString());
    }
    claims.put(ClaimNames.USER_PRINCIPAL_NAME, subject.username());
    claims.put(ClaimNames.GROUPS, subject.roles().stream().sorted().toList());
    subject
        .authenticatedAt()
        .ifPresent(at -> claims.put(ClaimNames.AUTHENTICATION_TIME, at.getEpochSecond()));
    claims.put(ClaimNames.EPOCH, subject.epoch());
    claims.putAll(prepared.contributed());
    return claims;
  }

  private Object audience(Subject subject) {
    Set<String> named = subject.audience().isEmpty() ? settings.audience() : subject.audience();
    List<String> audience = named.stream().sorted().toList();
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
}
