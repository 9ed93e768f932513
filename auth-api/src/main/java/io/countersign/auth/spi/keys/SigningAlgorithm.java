package io.countersign.auth.spi.keys;

/** The two signature algorithms of Countersign, under their JWA names (RFC 7518 §3.1). */
public enum SigningAlgorithm {
  /** RSASSA-PKCS1-v1_5 with SHA-256, keys of at least 2048 bits. */
  RS256,
  /** ECDSA with P-256 and SHA-256. */
  ES256
}
