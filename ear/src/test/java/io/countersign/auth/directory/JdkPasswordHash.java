package io.countersign.auth.directory;

import jakarta.security.enterprise.identitystore.Pbkdf2PasswordHash;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** What servers do for {@link Pbkdf2PasswordHash}, with Java alone. It notes what checks cost. */
public final class JdkPasswordHash implements Pbkdf2PasswordHash {

  /** Of a hash that it makes: quick, and too few for real passwords. */
  public static final int ITERATIONS = 2048;

  private static final int OCTETS = 32;

  private String algorithm = "PBKDF2WithHmacSHA512";
  private int iterations = ITERATIONS;
  private int work;

  @Override
  public void initialize(Map<String, String> parameters) {
    algorithm = Objects.requireNonNull(parameters.get("Pbkdf2PasswordHash.Algorithm"));
    iterations =
        Integer.parseInt(Objects.requireNonNull(parameters.get("Pbkdf2PasswordHash.Iterations")));
  }

  @Override
  public String generate(char[] password) {
    var salt = new byte[OCTETS];
    new SecureRandom().nextBytes(salt);
    var base64 = Base64.getEncoder();
    return String.join(
        ":",
        algorithm,
        Integer.toString(iterations),
        base64.encodeToString(salt),
        base64.encodeToString(derive(algorithm, password, salt, iterations)));
  }

  @Override
  public boolean verify(char[] password, String hashedPassword) {
    var parts = hashedPassword.split(":", -1);
    var base64 = Base64.getDecoder();
    var cost = Integer.parseInt(parts[1]);
    work += cost;
    return MessageDigest.isEqual(
        derive(parts[0], password, base64.decode(parts[2]), cost), base64.decode(parts[3]));
  }

  /** Returns how many iterations its checks have taken. */
  int work() {
    return work;
  }

  private static byte[] derive(String algorithm, char[] password, byte[] salt, int iterations) {
    try {
      return SecretKeyFactory.getInstance(algorithm)
          .generateSecret(new PBEKeySpec(password, salt, iterations, OCTETS * Byte.SIZE))
          .getEncoded();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
