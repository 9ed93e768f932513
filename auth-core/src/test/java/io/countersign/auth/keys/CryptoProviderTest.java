package io.countersign.auth.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.core.Fixture;
import io.countersign.auth.keys.CryptoProvider.Choice;
import java.io.IOException;
import java.io.InputStream;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CryptoProviderTest {

  private static final Logger LOGGER = Logger.getLogger(CryptoProvider.class.getName());

  /** What a log says, a line each. */
  private static final class Lines extends Handler {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void publish(LogRecord line) {
      lines.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private final Lines log = new Lines();
  private final List<String> installed = installed();

  @BeforeEach
  void readTheLog() {
    LOGGER.addHandler(log);
  }

  @AfterEach
  void stopReading() {
    LOGGER.removeHandler(log);
  }

  private static List<String> installed() {
    return Stream.of(Security.getProviders()).map(Provider::getName).toList();
  }

  private void fallsBack(Supplier<Provider> corretto, String reason) {
    assertThat(CryptoProvider.openOrThisJava(Choice.CORRETTO, corretto, Fixture.RANDOM))
        .isSameAs(CryptoProvider.ofThisJava());
    saysOnceWhy(reason);
  }

  private void saysOnceWhy(String reason) {
    saysOnceWhy(
        "WARNING countersign.crypto.provider is corretto, and Corretto cannot be used (", reason);
  }

  private void saysOnceWhy(String begin, String reason) {
    assertThat(log.lines)
        .singleElement()
        .asString()
        .startsWith(begin)
        .contains(reason)
        .endsWith("): this Java's own provider signs and verifies");
    assertThat(installed()).isEqualTo(installed);
  }

  @Test
  void open_default_changesAndSaysNothing() {
    try (CryptoProvider crypto = CryptoProvider.open(Choice.DEFAULT, Fixture.RANDOM)) {
      assertThat(crypto).isSameAs(CryptoProvider.ofThisJava());
    }
    assertThat(log.lines).isEmpty();
    assertThat(installed()).isEqualTo(installed);
  }

  @Test
  void open_good_isInstalledLastUnderItsOwnNameUntilClosed() {
    try (CryptoProvider first =
            CryptoProvider.openOrThisJava(Choice.AUTO, () -> new Careless(false), Fixture.RANDOM);
        CryptoProvider second =
            CryptoProvider.openOrThisJava(Choice.AUTO, () -> new Careless(false), Fixture.RANDOM)) {
      assertThat(first).isNotSameAs(second);
      assertThat(installed())
          .hasSize(installed.size() + 2)
          .startsWith(installed.toArray(new String[0]));
      assertThat(log.lines)
          .hasSize(2)
          .allMatch(line -> line.equals("INFO Careless version 1 signs and verifies"));
    }
    assertThat(installed()).isEqualTo(installed);
  }

  @Test
  void open_notOnTheClassPath_fallsBackWithOneLine() throws Exception {
    openWithoutCorretto("CORRETTO");
    saysOnceWhy("NoClassDefFoundError: com/amazon/");
  }

  @Test
  void open_autoAndNotOnTheClassPath_isNoReasonToWarn() throws Exception {
    openWithoutCorretto("AUTO");
    saysOnceWhy(
        "INFO countersign.crypto.provider is auto, and Corretto cannot be used (",
        "NoClassDefFoundError: com/amazon/");
  }

  private static void openWithoutCorretto(String asked) throws ReflectiveOperationException {
    ClassLoader lacking = new WithoutCorretto();
    Class<?> choice = lacking.loadClass(Choice.class.getName());
    Object opened =
        lacking
            .loadClass(CryptoProvider.class.getName())
            .getMethod("open", choice, SecureRandom.class)
            .invoke(null, choice.getField(asked).get(null), Fixture.RANDOM);

    assertThat(opened.getClass().getClassLoader()).isSameAs(lacking);
  }

  /** Our classes once more, as they are where nobody has installed the provider. */
  private static final class WithoutCorretto extends ClassLoader {

    WithoutCorretto() {
      super(CryptoProviderTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.amazon.")) {
        throw new ClassNotFoundException(name);
      }
      Class<?> loaded = findLoadedClass(name);
      if (loaded != null || !name.startsWith("io.countersign.auth.keys.")) {
        return loaded != null ? loaded : super.loadClass(name, resolve);
      }
      try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
        byte[] octets = Objects.requireNonNull(file, name).readAllBytes();
        return defineClass(name, octets, 0, octets.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }

  @Test
  void open_libraryDoesNotLoad_fallsBackWithOneLine() {
    fallsBack(
        () -> {
          throw new IllegalStateException("its native library does not load");
        },
        "its native library does not load");
  }

  @Test
  void open_signatureMissing_fallsBackWithOneLine() {
    fallsBack(() -> Security.getProvider("SunEC"), "SunEC lacks SHA256withRSA");
  }

  @Test
  void open_generatesNoKeys_fallsBackWithOneLine() {
    Careless provider = new Careless(false);
    provider.lack("KeyPairGenerator", "RSA");
    fallsBack(() -> provider, "it cannot generate keys for RS256");
  }

  @Test
  void open_acceptsWrongSignatures_fallsBackWithOneLine() {
    fallsBack(() -> new Careless(true), "it accepts a wrong signature of RS256");
  }

  /** Signs as this Java does, and may take every signature for good. */
  private static final class Careless extends Provider {
    private static final long serialVersionUID = 1L;

    Careless(boolean acceptsAll) {
      super("Careless", "1", "");
      add("Signature", "SHA256withRSA", acceptsAll);
      add("Signature", "SHA256withECDSA", acceptsAll);
      putService(service("KeyPairGenerator", "RSA", "SunRsaSign"));
      putService(service("KeyPairGenerator", "EC", "SunEC"));
      putService(service("KeyFactory", "RSA", "SunRsaSign"));
      putService(service("KeyFactory", "EC", "SunEC"));
    }

    void lack(String type, String algorithm) {
      removeService(getService(type, algorithm));
    }

    private Service service(String type, String algorithm, String provider) {
      Service actual = Security.getProvider(provider).getService(type, algorithm);
      return new Service(this, type, algorithm, actual.getClassName(), null, null) {
        @Override
        public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
          return actual.newInstance(parameter);
        }
      };
    }

    private void add(String type, String algorithm, boolean acceptsAll) {
      putService(
          new Service(this, type, algorithm, CarelessSignature.class.getName(), null, null) {
            @Override
            public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
              return new CarelessSignature(Signature.getInstance(algorithm), acceptsAll);
            }
          });
    }
  }

  private static final class CarelessSignature extends SignatureSpi {
    private final Signature actual;
    private final boolean acceptsAll;

    CarelessSignature(Signature actual, boolean acceptsAll) {
      this.actual = actual;
      this.acceptsAll = acceptsAll;
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
      actual.initVerify(key);
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
      actual.initSign(key);
    }

    @Override
    protected void engineUpdate(byte octet) throws SignatureException {
      actual.update(octet);
    }

    @Override
    protected void engineUpdate(byte[] octets, int from, int length) throws SignatureException {
      actual.update(octets, from, length);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
      return actual.sign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
      return actual.verify(signature) || acceptsAll;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String name, Object value) {
      throw new UnsupportedOperationException(name);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String name) {
      throw new UnsupportedOperationException(name);
    }
  }
}
