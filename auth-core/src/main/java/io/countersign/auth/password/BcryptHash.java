package io.countersign.auth.password;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.crypto.generators.BCrypt;

/**
 * A hash of bcrypt, in the forms {@code $2a$}, {@code $2b$} and {@code $2y$}, which mean the same
 * for a password without a NUL.
 *
 * <p>Bcrypt looks at the first 72 octets of a password in UTF-8, and nothing of the rest.
 */
record BcryptHash(String text, int cost, SaltedHash salted) implements StoredHash {

  private static final Pattern FORM =
      Pattern.compile("\\$2[aby]\\$(\\d\\d)\\$([./A-Za-z0-9]{22})([./A-Za-z0-9]{31})");

  private static final String ALPHABET =
      "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  private static final String BASE64 =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

  /** What bcrypt looks at. */
  private static final int OCTETS = 72;

  /** What every implementation leaves out is the last of 24. */
  private static final int HASH_OCTETS = 23;

  private static final int LEAST_COST = 10;
  private static final int MOST_COST = 14;

  static Optional<BcryptHash> parse(String text) {
    return StoredHash.parse(FORM, text, BcryptHash::read);
  }

  private static BcryptHash read(Matcher parts) {
    return new BcryptHash(
        parts.group(),
        Integer.parseInt(parts.group(1)),
        new SaltedHash(octets(parts.group(2)), octets(parts.group(3))));
  }

  private static byte[] octets(String text) {
    StringBuilder base64 = new StringBuilder();
    text.chars().forEach(c -> base64.append(BASE64.charAt(ALPHABET.indexOf(c))));
    return Base64.getDecoder().decode(base64.toString());
  }

  /** Implementations in C end a password at a NUL, so none with a NUL is taken for another. */
  @Override
  public boolean isOf(String password, Argon2 argon2) {
    byte[] octets = password.getBytes(StandardCharsets.UTF_8);
    byte[] beginning = Arrays.copyOf(octets, Math.min(octets.length, OCTETS));
    byte[] hash = BCrypt.generate(beginning, salted.salt(), cost, true);
    return salted.isHash(Arrays.copyOf(hash, HASH_OCTETS)) && password.indexOf('\0') < 0;
  }

  @Override
  public boolean coversAllOf(String password) {
    return password.getBytes(StandardCharsets.UTF_8).length <= OCTETS;
  }

  @Override
  public int memoryKib() {
    return 4;
  }

  @Override
  public Stream<Bound> bounds() {
    return Stream.of(new Bound("a bcrypt cost", cost, LEAST_COST, MOST_COST));
  }

  /** Without the hash. */
  @Override
  public String toString() {
    return "BcryptHash[cost=" + cost + "]";
  }
}
