package io.countersign.auth.verify;

import io.countersign.auth.InvalidClaimsException;
import io.countersign.auth.InvalidSignatureException;
import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.UnsupportedAlgorithmException;
import io.countersign.auth.spi.keys.VerificationKey;
import io.countersign.auth.spi.keys.VerificationKeys;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules for a header (RFC 8725 §3). All but the type come before the signature check. Members
 * that are not named here are ignored, with any value (RFC 7515 §4).
 */
final class HeaderRules {

  private static final Set<String> ALGORITHMS = Set.of("RS256", "ES256");

  /** Each asks for a key from elsewhere, for another meaning of the payload, or for both. */
  private static final List<String> FORBIDDEN =
      List.of("crit", "jku", "jwk", "x5u", "x5c", "b64", "zip", "cty", "enc");

  private final VerificationKeys keys;

  HeaderRules(VerificationKeys keys) {
    this.keys = keys;
  }

  /** Returns the one key that may verify a token with this header. */
  VerificationKey keyFor(Map<String, @Nullable Object> header) {
    String algorithm = requireAllowedAlgorithm(header.get("alg"));
    requireNothingForbidden(header);
    VerificationKey key = requireKnownKey(header.get("kid"));
    if (!key.algorithm().name().equals(algorithm)) {
      throw new UnsupportedAlgorithmException();
    }
    return key;
  }

  /** Requires that a token is of the configured type, which its {@code typ} names. */
  static void requireType(Map<String, @Nullable Object> header, String type) {
    if (!type.equals(header.get("typ"))) {
      throw new InvalidClaimsException("typ", "is not the configured type");
    }
  }

  private static String requireAllowedAlgorithm(@Nullable Object alg) {
    if (alg instanceof String name && ALGORITHMS.contains(name)) {
      return name;
    }
    throw new UnsupportedAlgorithmException();
  }

  private static void requireNothingForbidden(Map<String, @Nullable Object> header) {
    for (String name : FORBIDDEN) {
      if (header.containsKey(name)) {
        throw new MalformedTokenException("its header has a \"" + name + "\"");
      }
    }
  }

  private VerificationKey requireKnownKey(@Nullable Object kid) {
    if (kid instanceof String name) {
      return keys.verificationKey(name).orElseThrow(InvalidSignatureException::new);
    }
    throw new InvalidSignatureException();
  }
}
