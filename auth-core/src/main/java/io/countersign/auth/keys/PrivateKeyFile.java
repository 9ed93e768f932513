package io.countersign.auth.keys;

import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.verify.InvalidSettingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jose4j.keys.EllipticCurves;

/** A file with a private key: PKCS#8 in PEM (RFC 7468 §10), not encrypted. */
public final class PrivateKeyFile {

  private static final String SETTING = "countersign.signing.import-key-file";
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int SHORTEST_RSA = 2048;
  private static final List<String> KEY_TYPES =
      List.of("RSA", "EC", "RSASSA-PSS", "EdDSA", "XDH", "DSA", "DH");

  private final Path file;
  private final SigningAlgorithm algorithm;

  private PrivateKeyFile(Path file, SigningAlgorithm algorithm) {
    this.file = file;
    this.algorithm = algorithm;
  }

  /**
   * Reads a private key and computes its public key.
   *
   * @param algorithm what the key is to sign with
   * @throws InvalidSettingException when the file is anything else; the message says what it is,
   *     and how to convert it
   */
  public static KeyPair read(Path file, SigningAlgorithm algorithm) {
    return new PrivateKeyFile(file, algorithm).read();
  }

  private KeyPair read() {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (IOException e) {
      throw refused("cannot be read");
    }
    byte[] pkcs8 = pkcs8(content);
    PrivateKey key =
        key(pkcs8).orElseThrow(() -> refused("is damaged: between its lines is no key"));
    requireFit(key);
    try {
      return new KeyPair(publicHalf(key, pkcs8), key);
    } catch (GeneralSecurityException | IOException | RuntimeException e) {
      throw refused("is damaged, or without its public half", "openssl pkey -in %s -out key.pem");
    }
  }

  private byte[] pkcs8(byte[] content) {
    String text = new String(content, StandardCharsets.ISO_8859_1);
    int from = text.indexOf(BEGIN);
    int to = text.indexOf(END);
    if (from < 0) {
      OtherKeyForm form = OtherKeyForm.of(content);
      throw refused(form.words(), form.command());
    }
    if (to < from) {
      throw refused("is cut off: its last line is missing");
    }
    try {
      return Base64.getMimeDecoder().decode(text.substring(from + BEGIN.length(), to));
    } catch (IllegalArgumentException e) {
      throw refused("is damaged: between its lines is no base64");
    }
  }

  private static Optional<PrivateKey> key(byte[] pkcs8) {
    for (String type : KEY_TYPES) {
      try {
        return Optional.of(SigningKeys.privateKey(pkcs8, KeyFactory.getInstance(type)));
      } catch (GeneralSecurityException e) {
        // it is of another type
      }
    }
    return Optional.empty();
  }

  private void requireFit(PrivateKey key) {
    if (!key.getAlgorithm().equals(SigningKeys.keyType(algorithm))) {
      throw unfit("is for " + key.getAlgorithm());
    }
    if (key instanceof RSAPrivateCrtKey rsa && rsa.getModulus().bitLength() < SHORTEST_RSA) {
      throw unfit("has " + rsa.getModulus().bitLength() + " bits");
    }
    if (key instanceof ECPrivateKey ec
        && !EllipticCurves.P_256.equals(EllipticCurves.getName(ec.getParams().getCurve()))) {
      throw unfit("is not on the curve P-256");
    }
  }

  private static PublicKey publicHalf(PrivateKey key, byte[] pkcs8)
      throws GeneralSecurityException, IOException {
    if (key instanceof RSAPrivateCrtKey rsa) {
      return KeyFactory.getInstance("RSA")
          .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
    }
    return SigningKeys.publicKey(PublicPoint.of(pkcs8), KeyFactory.getInstance("EC"));
  }

  private InvalidSettingException unfit(String words) {
    String wanted =
        switch (algorithm) {
          case RS256 -> "-algorithm RSA -pkeyopt rsa_keygen_bits:2048";
          case ES256 -> "-algorithm EC -pkeyopt ec_paramgen_curve:P-256";
        };
    return refused(
        "holds a key that " + words + "; " + algorithm + " needs another",
        "openssl genpkey " + wanted + " -out key.pem");
  }

  private InvalidSettingException refused(String words, String command) {
    return refused(words + (command.isEmpty() ? "" : ": " + command.formatted(file)));
  }

  private InvalidSettingException refused(String words) {
    return new InvalidSettingException(SETTING, "names " + file + ", which " + words);
  }
}
