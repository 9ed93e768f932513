package io.countersign.auth.bench.floor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Objects;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Bare signatures of a key of its own, of the algorithm and the provider that the WAR names. */
final class FloorSignatures {
  static final String SETTINGS = "floor.properties";

  private static final String CORRETTO =
      "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

  private final String algorithm;
  private final @Nullable Provider provider;
  private final KeyPair keys;

  private FloorSignatures(String algorithm, @Nullable Provider provider)
      throws GeneralSecurityException {
    this.algorithm = algorithm;
    this.provider = provider;
    this.keys = newKeys();
  }

  /** Makes the key. */
  static FloorSignatures open() throws IOException, GeneralSecurityException {
    var settings = new Properties();
    try (var stream = FloorSignatures.class.getResourceAsStream("/" + SETTINGS)) {
      settings.load(Objects.requireNonNull(stream));
    }
    var isCorretto = settings.getProperty("provider", "").equals("corretto");
    return new FloorSignatures(
        settings.getProperty("algorithm", ""), isCorretto ? corretto() : null);
  }

  /** By its name, because it is a module of the server and not in the class path of the build. */
  private static Provider corretto() throws GeneralSecurityException {
    try {
      return (Provider) Class.forName(CORRETTO).getField("INSTANCE").get(null);
    } catch (ReflectiveOperationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private KeyPair newKeys() throws GeneralSecurityException {
    var type = isRsa() ? "RSA" : "EC";
    var generator =
        provider == null
            ? KeyPairGenerator.getInstance(type)
            : KeyPairGenerator.getInstance(type, provider);
    if (isRsa()) {
      generator.initialize(2048);
    } else {
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    }
    return generator.generateKeyPair();
  }

  private boolean isRsa() {
    return algorithm.equals("RS256");
  }

  private Signature signature() throws GeneralSecurityException {
    var name = isRsa() ? "SHA256withRSA" : "SHA256withECDSAinP1363Format";
    return provider == null ? Signature.getInstance(name) : Signature.getInstance(name, provider);
  }

  /** Returns a signed token of these claims. */
  String sign(byte[] claims) throws GeneralSecurityException {
    var base64 = Base64.getUrlEncoder().withoutPadding();
    var header = "{\"alg\":\"" + algorithm + "\",\"kid\":\"floor\",\"typ\":\"JWT\"}";
    var input =
        base64.encodeToString(header.getBytes(US_ASCII)) + "." + base64.encodeToString(claims);
    var signature = signature();
    signature.initSign(keys.getPrivate());
    signature.update(input.getBytes(US_ASCII));
    return input + "." + base64.encodeToString(signature.sign());
  }

  /** Returns the claims of a token, whose signature must be right. */
  byte[] verify(String token) throws GeneralSecurityException {
    var end = token.lastIndexOf('.');
    var signature = signature();
    signature.initVerify(keys.getPublic());
    signature.update(token.substring(0, end).getBytes(US_ASCII));
    if (!signature.verify(Base64.getUrlDecoder().decode(token.substring(end + 1)))) {
      throw new GeneralSecurityException("the signature is wrong");
    }
    return Base64.getUrlDecoder().decode(token.substring(token.indexOf('.') + 1, end));
  }
}
