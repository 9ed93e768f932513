package io.countersign.auth.scan.token;

import java.nio.charset.StandardCharsets;
import java.security.Key;
import java.util.List;
import org.jose4j.jca.ProviderContext;
import org.jose4j.jwa.AlgorithmFactoryFactory;
import org.jose4j.jws.JsonWebSignatureAlgorithm;
import org.jose4j.lang.InvalidAlgorithmException;
import org.jose4j.lang.JoseException;

/** What the key set says of a signature; jose4j verifies. */
public enum SignatureCheck {
  /**
   * There is no key set, no signature, or an algorithm that jose4j does not know; or the right key
   * may have been too costly for the {@link Effort}.
   */
  NOT_POSSIBLE,
  /** The header names a key that is not there. */
  UNKNOWN_KID,
  /** The key that the header names is for another algorithm. */
  MISMATCH,
  /** It does not hold. */
  INVALID,
  /** It holds. */
  VALID;

  private static final ProviderContext PROVIDERS = new ProviderContext();

  /** Verifies by the key that the header names, or by all when it names none. */
  public static SignatureCheck of(
      ScannedToken token, SignatureForm form, ScannedKeySet keySet, Effort effort) {
    if (keySet.keys().isEmpty() || form != SignatureForm.USUAL || !isVerifiable(token)) {
      return NOT_POSSIBLE;
    }
    List<ScannedKey> named =
        token
            .header()
            .text("kid")
            .map(kid -> keySet.keys().stream().filter(key -> key.kid().equals(kid)).toList())
            .orElse(keySet.keys());
    if (named.isEmpty()) {
      return UNKNOWN_KID;
    }
    List<ScannedKey> fitting = named.stream().filter(key -> key.fits(token.alg())).toList();
    if (fitting.isEmpty()) {
      return MISMATCH;
    }
    List<ScannedKey> asked =
        fitting.stream().filter(key -> key.isWorth(effort)).limit(effort.mostKeys()).toList();
    SignatureCheck result = byAny(token, asked);
    return result == INVALID && asked.size() < fitting.size() ? NOT_POSSIBLE : result;
  }

  /** A signature detached from its content (RFC 7515 appendix F) is not. */
  private static boolean isVerifiable(ScannedToken token) {
    return token.isSigned()
        && Algorithms.isSignature(token.alg())
        && !token.segments().get(1).isEmpty();
  }

  private static SignatureCheck byAny(ScannedToken token, List<ScannedKey> keys) {
    SignatureCheck result = NOT_POSSIBLE;
    for (ScannedKey key : keys) {
      SignatureCheck check = by(token, key);
      result = check == NOT_POSSIBLE ? result : check;
      if (result == VALID) {
        return result;
      }
    }
    return result;
  }

  /** Verifies by this key, even if the header names another. */
  public static SignatureCheck by(ScannedToken token, ScannedKey scannedKey) {
    Key key = scannedKey.key().orElse(null);
    if (key == null) {
      return NOT_POSSIBLE;
    }
    try {
      JsonWebSignatureAlgorithm algorithm =
          AlgorithmFactoryFactory.getInstance().getJwsAlgorithmFactory().getAlgorithm(token.alg());
      byte[] input = token.signingInput().getBytes(StandardCharsets.UTF_8);
      return algorithm.verifySignature(token.signature().octets(), key, input, PROVIDERS)
          ? VALID
          : INVALID;
    } catch (JoseException | RuntimeException e) { // jose4j or the JCA choke on a hostile one
      return e instanceof InvalidAlgorithmException ? NOT_POSSIBLE : INVALID;
    }
  }
}
