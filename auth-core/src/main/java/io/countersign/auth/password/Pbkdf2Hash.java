package io.countersign.auth.password;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A hash of PBKDF2 (RFC 8018) with an HMAC of SHA-1, SHA-256 or SHA-512. It is read in the PHC
 * string format and as Python's passlib writes it, which names no digest for SHA-1.
 *
 * <p>Of a hash that is longer than the digest, only the first block is kept. Each block is made of
 * the whole password by itself, so the others prove nothing more, and cost as much.
 *
 * @param digest {@code 1}, {@code 256} or {@code 512}
 */
record Pbkdf2Hash(String digest, int iterations, SaltedHash salted) implements StoredHash {

  private static final Pattern FORM =
      Pattern.compile(
          "\\$pbkdf2(?:-sha(1|256|512))?\\$(?:i=)?(\\d{1,8})(?:,l=\\d{1,3})?" + SaltedHash.FORM);

  private static final int LEAST_ITERATIONS = 10_000;
  private static final int MOST_ITERATIONS = 2_000_000;

  Pbkdf2Hash {
    salted = salted.cut(block(digest));
  }

  static Optional<Pbkdf2Hash> parse(String text) {
    return StoredHash.parse(FORM, text, Pbkdf2Hash::read);
  }

  private static Pbkdf2Hash read(Matcher parts) {
    String digest = parts.group(1);
    return new Pbkdf2Hash(
        digest == null ? "1" : digest,
        Integer.parseInt(parts.group(2)),
        SaltedHash.decode(parts.group(3), parts.group(4)));
  }

  /** How many octets the digest has. */
  private static int block(String digest) {
    return digest.equals("1") ? 20 : Integer.parseInt(digest) / 8;
  }

  /** To HMAC a password is the same with NULs after it: none with a NUL fits. */
  @Override
  public boolean isOf(String password, Argon2 argon2) {
    return salted.isHash(derive(password)) && password.indexOf('\0') < 0;
  }

  private byte[] derive(String password) {
    char[] characters = password.toCharArray();
    PBEKeySpec key =
        new PBEKeySpec(characters, salted.salt(), iterations, salted.length() * Byte.SIZE);
    try {
      return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA" + digest)
          .generateSecret(key)
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has PBKDF2", e);
    } finally {
      key.clearPassword();
      Arrays.fill(characters, '\0');
    }
  }

  @Override
  public int memoryKib() {
    return 1;
  }

  @Override
  public Stream<Bound> bounds() {
    return Stream.concat(
        Stream.of(new Bound("iterations", iterations, LEAST_ITERATIONS, MOST_ITERATIONS)),
        salted.bounds());
  }

  @Override
  public String text() {
    return "$pbkdf2-sha%s$i=%d%s".formatted(digest, iterations, salted.text());
  }
}
