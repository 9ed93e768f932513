package io.countersign.auth.core;

import io.countersign.auth.RefusedException;
import io.countersign.auth.core.AccessTokenIssuer.Subject;
import io.countersign.auth.keys.CryptoProvider;
import io.countersign.auth.keys.SigningKeys;
import io.countersign.auth.spi.keys.KeyRing;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.spi.keys.VerificationKey;
import io.countersign.auth.verify.AccessTokenSettings;
import io.countersign.auth.verify.JoseTokenVerifier;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jose4j.jws.EcdsaUsingShaAlgorithm;

/** A key, a token of it, what is wrong with others, and the parts that benchmarks call. */
final class BenchmarkTokens {

  static final AccessTokenSettings SETTINGS =
      new AccessTokenSettings(
          "https://auth.example.com/auth",
          Set.of("shop"),
          Duration.ofHours(1),
          "JWT",
          Duration.ofSeconds(30));

  final KeyPair pair;
  final JoseTokenVerifier verifier;
  final AccessTokenIssuer issuer;
  final Subject subject =
      new Subject(
          UUID.randomUUID(),
          "anna.maria@example.com",
          Set.of("user", "auditor", "order-clerk"),
          7,
          UUID.randomUUID());
  final String kid;
  final String token;
  final String expired;
  final String unknownKid;
  final String badSignature;
  final String garbage = "x".repeat(400) + "." + "y".repeat(400);
  final byte[] signingInput;
  final byte[] signature;
  final String javaAlgorithm;

  BenchmarkTokens(SigningAlgorithm algorithm) {
    this(algorithm, CryptoProvider.ofThisJava());
  }

  BenchmarkTokens(SigningAlgorithm algorithm, CryptoProvider crypto) {
    SecureRandom random = new SecureRandom();
    pair = own(SigningKeys.generate(algorithm, 2048, random), algorithm, crypto);
    javaAlgorithm = algorithm == SigningAlgorithm.RS256 ? "SHA256withRSA" : "SHA256withECDSA";
    kid = SigningKeys.thumbprint(pair.getPublic());
    KeyRing ring = ring(algorithm, kid);
    Clock clock = Clock.systemUTC();
    verifier = new JoseTokenVerifier(ring, SETTINGS, crypto.signatures(), clock);
    issuer =
        new AccessTokenIssuer(
            ring, SETTINGS, List.of(), UUID::randomUUID, crypto.signatures(), clock);
    token = issuer.issue(subject).value();
    expired =
        new AccessTokenIssuer(
                ring,
                SETTINGS,
                List.of(),
                UUID::randomUUID,
                Clock.offset(clock, Duration.ofDays(-1)))
            .issue(subject)
            .value();
    unknownKid =
        new AccessTokenIssuer(
                ring(algorithm, "another-key-of-the-same-length-as-thumbprints"),
                SETTINGS,
                List.of(),
                UUID::randomUUID,
                clock)
            .issue(subject)
            .value();
    int dot = token.lastIndexOf('.');
    badSignature = token.substring(0, dot) + expired.substring(expired.lastIndexOf('.'));
    signingInput = token.substring(0, dot).getBytes(StandardCharsets.US_ASCII);
    byte[] raw = Base64.getUrlDecoder().decode(token.substring(dot + 1));
    try {
      signature =
          algorithm == SigningAlgorithm.RS256
              ? raw
              : EcdsaUsingShaAlgorithm.convertConcatenatedToDer(raw);
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyPair own(KeyPair pair, SigningAlgorithm algorithm, CryptoProvider crypto) {
    try {
      KeyFactory factory = crypto.keyFactory(algorithm);
      return new KeyPair(
          SigningKeys.publicKey(pair.getPublic().getEncoded(), factory),
          SigningKeys.privateKey(pair.getPrivate().getEncoded(), factory));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private KeyRing ring(SigningAlgorithm algorithm, String name) {
    SigningKey signing = new SigningKey(name, algorithm, pair.getPrivate());
    VerificationKey verification = new VerificationKey(name, algorithm, pair.getPublic());
    return new KeyRing() {
      @Override
      public SigningKey signingKey() {
        return signing;
      }

      @Override
      public Optional<VerificationKey> verificationKey(String asked) {
        return asked.equals(name) ? Optional.of(verification) : Optional.empty();
      }

      @Override
      public List<VerificationKey> verificationKeys() {
        return List.of(verification);
      }
    };
  }

  boolean bareVerify() throws GeneralSecurityException {
    Signature bare = Signature.getInstance(javaAlgorithm);
    bare.initVerify(pair.getPublic());
    bare.update(signingInput);
    return bare.verify(signature);
  }

  byte[] bareSign() throws GeneralSecurityException {
    Signature bare = Signature.getInstance(javaAlgorithm);
    bare.initSign(pair.getPrivate());
    bare.update(signingInput);
    return bare.sign();
  }

  RefusedException refusal(String wrong) {
    try {
      verifier.verify(wrong);
    } catch (RefusedException e) {
      return e;
    }
    throw new IllegalStateException("accepted");
  }
}
