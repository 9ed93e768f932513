package io.countersign.auth.scan.token;

import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import javax.crypto.SecretKey;

/** How much work a scan may make of signatures; the scanned side chooses their keys. */
public enum Effort {
  /** Every key that has a verifier; no real key set has hundreds of them. */
  FULL(50) {
    @Override
    boolean allows(Key key) {
      return true;
    }
  },

  /**
   * Keys that verify in about a millisecond: secrets, P-256, and RSA up to 4096 bits with an
   * exponent that is no second modulus. P-521 takes 50 times as long.
   */
  BOUNDED(16) {
    @Override
    boolean allows(Key key) {
      if (key instanceof RSAPublicKey rsa) {
        return rsa.getModulus().bitLength() <= LONGEST_RSA
            && rsa.getPublicExponent().bitLength() <= LONGEST_EXPONENT;
      }
      if (key instanceof ECPublicKey ec) {
        return ec.getParams().getOrder().bitLength() <= P256_BITS;
      }
      return key instanceof SecretKey;
    }
  };

  private static final int LONGEST_RSA = 4096;
  private static final int LONGEST_EXPONENT = 32;
  private static final int P256_BITS = 256;

  private final int mostKeys;

  Effort(int mostKeys) {
    this.mostKeys = mostKeys;
  }

  /** How many keys are asked about a token that names none. */
  int mostKeys() {
    return mostKeys;
  }

  /** Whether this key may be asked at all. */
  abstract boolean allows(Key key);
}
