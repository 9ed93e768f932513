package io.countersign.auth.password;

import io.countersign.auth.password.StoredHash.Bound;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.stream.Stream;

/** A salt and what was made of it and a password. */
final class SaltedHash {

  /**
   * Base64 of either alphabet that is used for hashes, with padding or without. Python's passlib
   * writes a full stop for the plus sign.
   */
  static final String FORM = "\\$([A-Za-z0-9+/.]+={0,2})\\$([A-Za-z0-9+/.]+={0,2})";

  private static final int LEAST_SALT = 8;
  private static final int MOST_SALT = 64;
  private static final int LEAST_HASH = 16;
  private static final int MOST_HASH = 128;

  private final byte[] salt;
  private final byte[] hash;

  SaltedHash(byte[] salt, byte[] hash) {
    this.salt = salt.clone();
    this.hash = hash.clone();
  }

  /**
   * Reads both.
   *
   * @throws IllegalArgumentException when one is no Base64
   */
  static SaltedHash decode(String salt, String hash) {
    return new SaltedHash(octets(salt), octets(hash));
  }

  private static byte[] octets(String base64) {
    return Base64.getDecoder().decode(base64.replace('.', '+').replace("=", ""));
  }

  /** The salt, which is no secret. */
  byte[] salt() {
    return salt.clone();
  }

  /** The same with no more of the hash than so many octets. */
  SaltedHash cut(int octets) {
    return new SaltedHash(salt, Arrays.copyOf(hash, Math.min(hash.length, octets)));
  }

  /** How many octets the hash has. */
  int length() {
    return hash.length;
  }

  /** Whether both have so many octets. */
  boolean has(int saltOctets, int hashOctets) {
    return salt.length == saltOctets && hash.length == hashOctets;
  }

  /** Compares in a time that does not depend on where they differ. */
  boolean isHash(byte[] other) {
    return MessageDigest.isEqual(hash, other);
  }

  Stream<Bound> bounds() {
    return Stream.of(
        new Bound("octets of salt", salt.length, LEAST_SALT, MOST_SALT),
        new Bound("octets of hash", hash.length, LEAST_HASH, MOST_HASH));
  }

  /** Both as the PHC string format has them at its end. */
  String text() {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "SaltedHash[]";
  }
}
