package io.countersign.auth.testkit;

import io.countersign.auth.RefusalCode;

/**
 * What makes a token one that every verifier has to refuse (RFC 8725, RFC 7519 §7.2). A JUnit
 * {@code @EnumSource} hands a test all of them.
 */
public enum Flaw {
  /** Its {@code exp} is ten minutes past, more than any clock skew. */
  EXPIRED(RefusalCode.TOKEN_EXPIRED),
  /** It has no {@code exp}. */
  NO_EXPIRATION(RefusalCode.INVALID_CLAIMS),
  /** Its {@code nbf} is ten minutes ahead. */
  NOT_VALID_YET(RefusalCode.INVALID_CLAIMS),
  /** Its {@code iss} is another's, under the right key. */
  OTHER_ISSUER(RefusalCode.INVALID_CLAIMS),
  /** Its {@code aud} is another's. */
  OTHER_AUDIENCE(RefusalCode.INVALID_CLAIMS),
  /** Its {@code groups} were changed after it was signed. */
  CHANGED_CLAIMS(RefusalCode.INVALID_SIGNATURE),
  /** One character of its signature was changed. */
  CHANGED_SIGNATURE(RefusalCode.INVALID_SIGNATURE),
  /** Another key signed it, under the right key's {@code kid}. */
  OTHER_KEY(RefusalCode.INVALID_SIGNATURE),
  /** Another key signed it, under a {@code kid} that no key set has. */
  UNKNOWN_KEY(RefusalCode.INVALID_SIGNATURE),
  /** Its {@code alg} is {@code none}, and it has no signature (RFC 8725 §3.1). */
  UNSIGNED(RefusalCode.MALFORMED_TOKEN),
  /** Its {@code alg} is {@code HS256}, and the secret is the public key (RFC 8725 §2.1). */
  PUBLIC_KEY_AS_SECRET(RefusalCode.UNSUPPORTED_ALGORITHM),
  /** Another key signed it and is in its header, as {@code jwk} (RFC 8725 §3.10). */
  KEY_IN_HEADER(RefusalCode.MALFORMED_TOKEN);

  private final RefusalCode code;

  Flaw(RefusalCode code) {
    this.code = code;
  }

  /** The code by which Countersign refuses such a token. */
  public RefusalCode code() {
    return code;
  }
}
