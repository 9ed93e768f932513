package io.countersign.auth.keys;

import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.verify.InvalidSettingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that seals every secret in the database, with AES-256-GCM (NIST SP 800-38D). Each secret
 * is bound to its name, so that it cannot be put in the place of another.
 */
public final class MasterKey {

  private static final String SETTING = "countersign.master-key-file";
  private static final String PREVIOUS_SETTING = "countersign.previous-master-key-file";

  /** How many random octets a master key is. */
  public static final int OCTETS = 32;

  private static final int NONCE_OCTETS = 12;
  private static final int TAG_BITS = 128;

  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  private final SecretKey key;
  private final String source;
  private final Optional<MasterKey> previous;
  private final SecureRandom random;

  private MasterKey(
      SecretBytes key, String source, Optional<MasterKey> previous, SecureRandom random) {
    this.key = new SecretKeySpec(key.toByteArray(), "AES");
    this.source = source;
    this.previous = previous;
    this.random = random;
  }

  /**
   * Takes the key as it is.
   *
   * @param key 32 random octets
   * @param random where nonces come from
   */
  public MasterKey(SecretBytes key, SecureRandom random) {
    this(key, "given", Optional.empty(), random);
  }

  /** This key, which also opens what was sealed under the one before it. */
  public MasterKey after(MasterKey before) {
    return new MasterKey(SecretBytes.of(key.getEncoded()), source, Optional.of(before), random);
  }

  /**
   * Reads the master key.
   *
   * @param file a file of exactly 32 octets that nobody but its owner may read
   * @param previousFile the file of the master key before it, while the key is being changed
   * @param random where nonces come from
   * @throws InvalidSettingException when a file is anything else; the message says what to do
   */
  public static MasterKey read(Path file, Optional<Path> previousFile, SecureRandom random) {
    MasterKey current = read(SETTING, file, random);
    return previousFile
        .map(before -> current.after(read(PREVIOUS_SETTING, before, random)))
        .orElse(current);
  }

  private static MasterKey read(String setting, Path file, SecureRandom random) {
    try {
      if (Files.getFileStore(file).supportsFileAttributeView("posix")
          && Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)) {
        throw new InvalidSettingException(
            setting, "names a file that others may read; chmod 600 " + file);
      }
      byte[] octets = Files.readAllBytes(file);
      if (octets.length != OCTETS) {
        throw new InvalidSettingException(
            setting, "names a file that does not hold exactly 32 octets: " + file);
      }
      return new MasterKey(SecretBytes.of(octets), file.toString(), Optional.empty(), random);
    } catch (IOException e) {
      throw new InvalidSettingException(setting, "names a file that cannot be read: " + file);
    }
  }

  /**
   * Encrypts a secret.
   *
   * @param name what the secret is, needed to open it again
   * @param secret the secret
   * @return nonce, ciphertext and tag
   */
  public SecretBytes seal(String name, SecretBytes secret) {
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
   * Decrypts what {@link #seal} made, under this key or the one before it.
   *
   * @throws InvalidSettingException when it was sealed under another master key or name
   */
  public SecretBytes open(String name, SecretBytes sealed) {
    return opened(name, sealed)
        .or(() -> previous.flatMap(before -> before.opened(name, sealed)))
        .orElseThrow(() -> wrongKey(name));
  }

  /** The secret sealed under this key, empty if it is so already. */
  public Optional<SecretBytes> renew(String name, SecretBytes sealed) {
    return opened(name, sealed).isPresent()
        ? Optional.empty()
        : Optional.of(seal(name, open(name, sealed)));
  }

  private Optional<SecretBytes> opened(String name, SecretBytes sealed) {
    byte[] octets = sealed.toByteArray();
    try {
      return Optional.of(
          SecretBytes.of(
              cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(octets, NONCE_OCTETS), name)
                  .doFinal(octets, NONCE_OCTETS, octets.length - NONCE_OCTETS)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private InvalidSettingException wrongKey(String name) {
    return new InvalidSettingException(
        SETTING,
        "names "
            + source
            + ", which is not the key that this database's secrets were encrypted with (\""
            + name
            + "\" does not open); restore the file of before, or to change the key name that file"
            + " in "
            + PREVIOUS_SETTING);
  }

  private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }
}
