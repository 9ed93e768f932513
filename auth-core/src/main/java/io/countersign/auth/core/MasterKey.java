package io.countersign.auth.core;

import io.countersign.auth.spi.SecretBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which every secret rests in the database: AES-256-GCM (NIST SP 800-38D), each
 * secret bound to its name, so that one cannot be put in the place of another.
 */
public final class MasterKey {

  private static final String SETTING = "countersign.master-key-file";
  private static final int KEY_OCTETS = 32;
  private static final int NONCE_OCTETS = 12;
  private static final int TAG_BITS = 128;

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private final SecretKey key;
  private final SecureRandom random;

  /**
   * Takes the key as it is.
   *
   * @param key 32 random octets
   * @param random where nonces come from
   */
  MasterKey(SecretBytes key, SecureRandom random) {
    this.key = new SecretKeySpec(key.toByteArray(), "AES");
    this.random = random;
  }

  /**
   * Reads the master key.
   *
   * @param file a file of exactly 32 octets that nobody but its owner may read
   * @param random where nonces come from
   * @throws InvalidSettingException when it is anything else, saying what to do
   */
  public static MasterKey read(Path file, SecureRandom random) {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new InvalidSettingException(
            SETTING, "names a file that others may read; chmod 600 " + file);
      }
      byte[] octets = Files.readAllBytes(file);
      if (octets.length != KEY_OCTETS) {
        throw new InvalidSettingException(
            SETTING, "names a file that does not hold exactly 32 octets: " + file);
      }
      return new MasterKey(SecretBytes.of(octets), random);
    } catch (IOException e) {
      throw new InvalidSettingException(SETTING, "names a file that cannot be read: " + file);
    }
  }

  /**
   * Encrypts a secret.
   *
   * @param name what the secret is, needed to open it again
   * @param secret the secret
   * @return nonce, ciphertext and tag
   */
  SecretBytes seal(String name, SecretBytes secret) {
    byte[] nonce = new byte[NONCE_OCTETS];
    random.nextBytes(nonce);
    try {
      byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, nonce, name).doFinal(secret.toByteArray());
      byte[] sealed = Arrays.copyOf(nonce, NONCE_OCTETS + ciphertext.length);
      System.arraycopy(ciphertext, 0, sealed, NONCE_OCTETS, ciphertext.length);
      return SecretBytes.of(sealed);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES-256-GCM is not available", e);
    }
  }

  /**
   * Decrypts what {@link #seal} made.
   *
   * @throws InvalidSettingException when it was sealed under another master key or name
   */
  SecretBytes open(String name, SecretBytes sealed) {
    byte[] octets = sealed.toByteArray();
    try {
      return SecretBytes.of(
          cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(octets, NONCE_OCTETS), name)
              .doFinal(octets, NONCE_OCTETS, octets.length - NONCE_OCTETS));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new InvalidSettingException(
          SETTING,
          "is not the key that this database's secrets were encrypted with (\""
              + name
              + "\" does not open); restore the file that the database was first started with");
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
