package io.countersign.auth;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a string is an access token of this deployment, by signature and claims (RFC
 * 8725, RFC 7519 §7.2). In the EAR it does no I/O. Elsewhere it fetches the keys from Countersign
 * now and then.
 *
 * <p>It is a class so that {@link VerifiedToken} needs no public constructor: only a verifier makes
 * one.
 */
public abstract class TokenVerifier {

  /** The largest clock skew that a verifier can be told to allow. */
  public static final Duration LARGEST_SKEW = Duration.ofMinutes(5);

  /** For verifiers. */
  protected TokenVerifier() {}

  /**
   * Verifies an access token.
   *
   * @param compactToken the JWS compact serialization, as a client presented it
   * @return its claims, which can be relied on
   * @throws MalformedTokenException when it is not a canonical JWS with strict JSON inside, or its
   *     header asks for anything but a plain signature
   * @throws UnsupportedAlgorithmException when its {@code alg} is not allowed, or not its key's
   * @throws InvalidSignatureException when its {@code kid} is unknown or the signature wrong
   * @throws TokenExpiredException when its {@code exp} is past, clock skew allowed for
   * @throws InvalidClaimsException when a claim is missing, of a wrong type or value, or it is not
   *     valid yet
   * @throws KeysUnavailableException when it needs a key that cannot be fetched now; never in the
   *     EAR
   */
  public abstract VerifiedToken verify(String compactToken);

  /**
   * Makes a verified token, which only a verifier can.
   *
   * @param compactToken the token
   * @param claims its claims, all checked; nobody may change the map afterwards
   */
  protected static VerifiedToken verified(
      String compactToken, Map<String, @Nullable Object> claims) {
    return new VerifiedToken(compactToken, claims);
  }
}
