package io.countersign.auth.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.countersign.auth.MalformedTokenException;
import io.countersign.auth.keys.CryptoProvider;
import io.countersign.auth.spi.keys.KeyRing;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.SigningKey;
import io.countersign.auth.spi.keys.VerificationKey;
import io.countersign.auth.verify.StrictJson.NotStrictJsonException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jose4j.json.JsonUtil;
import org.jose4j.jwk.PublicJsonWebKey;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/** Reads the public vectors, and takes a token through the verifier as far as its signature. */
final class Vectors {

  private Vectors() {}

  /** The keys that vectors say may verify. */
  record Keys(List<VerificationKey> verificationKeys) implements KeyRing {

    /** One key, or none when it is for an algorithm that no {@link VerificationKey} can have. */
    static Keys of(Map<?, ?> jwk, @Nullable Object algorithm) {
      return new Keys(
          Stream.of(SigningAlgorithm.values())
              .filter(known -> known.name().equals(algorithm))
              .map(known -> new VerificationKey(text(jwk, "kid"), known, publicKey(jwk)))
              .toList());
    }

    private static PublicKey publicKey(Map<?, ?> jwk) {
      try {
        return PublicJsonWebKey.Factory.newPublicJwk(members(jwk)).getPublicKey();
      } catch (JoseException e) {
        throw new IllegalArgumentException("not a public key", e);
      }
    }

    @Override
    public SigningKey signingKey() {
      throw new UnsupportedOperationException("vectors verify only");
    }

    @Override
    public Optional<VerificationKey> verificationKey(String kid) {
      return verificationKeys.stream().filter(key -> key.kid().equals(kid)).findAny();
    }
  }

  /** The verifier's steps before the claims: the vectors' payloads are no claims. */
  static void requireSignature(String compact, KeyRing keyRing) {
    if (CorrettoTokenVerifierTest.isForThisPlatform()) {
      assertThat(outcome(compact, keyRing, CorrettoTokenVerifierTest.corretto()))
          .isEqualTo(outcome(compact, keyRing, CryptoProvider.ofThisJava()));
    }
    requireSignature(compact, keyRing, CryptoProvider.ofThisJava());
  }

  private static Optional<Class<?>> outcome(
      String compact, KeyRing keyRing, CryptoProvider crypto) {
    return Optional.ofNullable(catchThrowable(() -> requireSignature(compact, keyRing, crypto)))
        .map(Object::getClass);
  }

  private static void requireSignature(String compact, KeyRing keyRing, CryptoProvider crypto) {
    CompactJws jws = CompactJws.parse(compact);
    Map<String, Object> header;
    try {
      header = StrictJson.object(jws.header());
    } catch (NotStrictJsonException e) {
      throw new MalformedTokenException("its header is not a strict JSON object");
    }
    crypto.signatures().require(jws, new HeaderRules(keyRing).keyFor(header));
  }

  /** The files of a folder under {@code /vectors} whose names begin so, in their names' order. */
  static Stream<Path> files(String folder, String prefix) {
    try (Stream<Path> files = Files.list(path(folder))) {
      return files.filter(file -> name(file).startsWith(prefix)).sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Map<?, ?> json(String file) {
    return json(path(file));
  }

  static Map<?, ?> json(Path file) {
    try {
      return JsonUtil.parseJson(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (JoseException e) {
      throw new IllegalArgumentException("not JSON: " + file, e);
    }
  }

  static Map<?, ?> object(Map<?, ?> parent, String name) {
    return (Map<?, ?>) value(parent, name);
  }

  static List<Map<?, ?>> objects(Map<?, ?> parent, String name) {
    List<Map<?, ?>> objects = new ArrayList<>();
    ((Collection<?>) value(parent, name)).forEach(one -> objects.add((Map<?, ?>) one));
    return objects;
  }

  static Map<String, Object> members(Map<?, ?> object) {
    Map<String, Object> members = new LinkedHashMap<>();
    object.forEach((name, value) -> members.put((String) name, value));
    return members;
  }

  static Object value(Map<?, ?> parent, String name) {
    return Objects.requireNonNull(parent.get(name), name);
  }

  static String text(Map<?, ?> parent, String name) {
    return (String) value(parent, name);
  }

  static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static Path path(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Vectors.class.getResource("/vectors/" + name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
