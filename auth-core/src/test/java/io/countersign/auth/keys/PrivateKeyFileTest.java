package io.countersign.auth.keys;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.core.Fixture;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.verify.InvalidSettingException;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PrivateKeyFileTest {

  private static final String BASE64 = "MIGTAgEAMBMGByqGSM49AgEG";

  @TempDir Path folder;

  private static String pem(String label, byte[] der) {
    return "-----BEGIN "
        + label
        + "-----\n"
        + Base64.getMimeEncoder().encodeToString(der)
        + "\n-----END "
        + label
        + "-----\n";
  }

  private static KeyPair pair(String type, int bits) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
    if (bits > 0) {
      generator.initialize(bits);
    }
    return generator.generateKeyPair();
  }

  private static KeyPair onCurve(String curve) throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(curve));
    return generator.generateKeyPair();
  }

  private void refused(byte[] content, SigningAlgorithm algorithm, String... words)
      throws Exception {
    Path file = Files.write(folder.resolve("my.key"), content);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> PrivateKeyFile.read(file, algorithm))
        .withMessageStartingWith("countersign.signing.import-key-file names " + file + ", which ")
        .satisfies(refusal -> assertThat(refusal.getMessage()).contains(words));
  }

  @ParameterizedTest
  @EnumSource
  void read_pkcs8_isTheKey(SigningAlgorithm algorithm) throws Exception {
    KeyPair pair = SigningKeys.generate(algorithm, 2048, Fixture.RANDOM);
    String pem = pem("PRIVATE KEY", pair.getPrivate().getEncoded());
    for (String text : new String[] {pem, "\ufeffa comment\r\n" + pem.replace("\n", "\r\n")}) {
      Path file = Files.writeString(folder.resolve("key.pem"), text);
      KeyPair read = PrivateKeyFile.read(file, algorithm);
      assertThat(read.getPrivate()).isEqualTo(pair.getPrivate());
      assertThat(read.getPublic()).isEqualTo(pair.getPublic());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RSA PRIVATE KEY, PKCS#1, openssl pkcs8 -topk8 -nocrypt -in",
    "EC PRIVATE KEY, SEC 1, openssl pkcs8 -topk8 -nocrypt -in",
    "ENCRYPTED PRIVATE KEY, encrypted, openssl pkcs8 -topk8 -nocrypt -in",
    "OPENSSH PRIVATE KEY, OpenSSH, -m PKCS8 -f",
    "PUBLIC KEY, the public half only, ''",
    "CERTIFICATE, the public half only, ''"
  })
  void read_pemOfAnotherForm_saysWhichAndTheCommand(String label, String words, String command)
      throws Exception {
    refused(pem(label, new byte[40]).getBytes(UTF_8), SigningAlgorithm.RS256, words, command);
  }

  @Test
  void read_encryptedOldForm_saysSo() throws Exception {
    String text = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n" + BASE64;
    refused(text.getBytes(UTF_8), SigningAlgorithm.RS256, "encrypted", "openssl pkcs8");
  }

  @Test
  void read_noPem_saysWhatItIs() throws Exception {
    KeyPair p256 = onCurve("secp256r1");
    byte[] der = p256.getPrivate().getEncoded();
    refused(der, SigningAlgorithm.ES256, "is DER", "openssl pkey -inform DER -in");
    refused(pem("PRIVATE KEY", der).getBytes(UTF_16), SigningAlgorithm.ES256, "UTF-16", "iconv");
    refused(keystore("PKCS12"), SigningAlgorithm.ES256, "PKCS#12", "openssl pkcs12 -in");
    refused(keystore("JKS"), SigningAlgorithm.ES256, "JKS", "keytool -importkeystore");
    refused("{\"kty\":\"EC\"}".getBytes(UTF_8), SigningAlgorithm.ES256, "JWK");
    refused("no key".getBytes(UTF_8), SigningAlgorithm.ES256, "no private key");
    refused(new byte[0], SigningAlgorithm.ES256, "no private key");
  }

  private static byte[] keystore(String type) throws Exception {
    KeyStore store = KeyStore.getInstance(type);
    store.load(null, null);
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    store.store(octets, "changeit".toCharArray());
    return octets.toByteArray();
  }

  @Test
  void read_damaged_saysSo() throws Exception {
    String begin = "-----BEGIN PRIVATE KEY-----\n";
    String end = "\n-----END PRIVATE KEY-----\n";
    refused((begin + BASE64).getBytes(UTF_8), SigningAlgorithm.ES256, "cut off");
    refused((begin + BASE64 + end).getBytes(UTF_8), SigningAlgorithm.ES256, "damaged");
    refused((begin + "M" + end).getBytes(UTF_8), SigningAlgorithm.ES256, "damaged");
  }

  @Test
  void read_keyForSomethingElse_saysWhat() throws Exception {
    refused(pkcs8(pair("RSA", 1024)), SigningAlgorithm.RS256, "1024 bits", "rsa_keygen_bits:2048");
    refused(pkcs8(pair("RSA", 2048)), SigningAlgorithm.ES256, "for RSA", "openssl genpkey");
    refused(pkcs8(pair("Ed25519", 0)), SigningAlgorithm.ES256, "for EdDSA", "P-256");
    refused(pkcs8(pair("RSASSA-PSS", 2048)), SigningAlgorithm.RS256, "for RSASSA-PSS");
    refused(pkcs8(onCurve("secp384r1")), SigningAlgorithm.ES256, "not on the curve P-256");
    refused(pkcs8(onCurve("secp256r1")), SigningAlgorithm.RS256, "for EC");
  }

  private static byte[] pkcs8(KeyPair pair) {
    return pem("PRIVATE KEY", pair.getPrivate().getEncoded()).getBytes(UTF_8);
  }

  @Test
  void read_missingFile_saysSo() {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(
            () -> PrivateKeyFile.read(folder.resolve("missing.pem"), SigningAlgorithm.RS256))
        .withMessageContaining("cannot be read");
  }
}
