package io.countersign.auth.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.core.AccessTokenIssuer;
import io.countersign.auth.core.AccessTokenIssuer.Subject;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.core.TestClock;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.spi.InMemoryKeyStore;
import io.countersign.auth.spi.InMemorySecurityEventStore;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.verify.InvalidSettingException;
import io.countersign.auth.verify.JoseTokenVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KeysTest {

  private final TestClock clock = new TestClock();
  private final InMemorySecurityEventStore eventStore = new InMemorySecurityEventStore();
  private final SecurityEvents events = new SecurityEvents(eventStore, List.of(), clock);
  private final InMemoryKeyStore store = new InMemoryKeyStore(eventStore);
  private final MasterKey masterKey = masterKey(1);

  @TempDir Path folder;

  private static MasterKey masterKey(int first) {
    byte[] octets = new byte[32];
    octets[0] = (byte) first;
    return new MasterKey(SecretBytes.of(octets), Fixture.RANDOM);
  }

  private StoredKeyRing open(SigningAlgorithm algorithm, MasterKey key, @Nullable Path importFile) {
    return StoredKeyRing.open(
        store,
        key,
        settings(algorithm, importFile),
        Fixture.RANDOM,
        CryptoProvider.ofThisJava(),
        events,
        clock);
  }

  private static SigningSettings settings(SigningAlgorithm algorithm, @Nullable Path importFile) {
    SigningSettings defaults = Fixture.signing(algorithm);
    return new SigningSettings(
        algorithm,
        defaults.rsaBits(),
        Optional.ofNullable(importFile),
        defaults.rotationInterval(),
        defaults.publishAhead(),
        defaults.jwksMaxAge(),
        defaults.clockSkew());
  }

  private StoredKeyRing open(SigningAlgorithm algorithm) {
    return open(algorithm, masterKey, null);
  }

  private static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  @ParameterizedTest
  @EnumSource
  void open_secondNode_verifiesTheFirstNodesTokens(SigningAlgorithm algorithm) {
    Subject subject = new Subject(UUID.randomUUID(), "anna", Set.of(), 0, null);
    String token =
        new AccessTokenIssuer(open(algorithm), Fixture.ACCESS, List.of(), UUID::randomUUID, clock)
            .issue(subject)
            .value();
    StoredKeyRing second = open(algorithm);
    new JoseTokenVerifier(second, Fixture.ACCESS, clock).verify(token);
    assertThat(second.verificationKey("another")).isEmpty();
    assertThat(second.signingKey().toString()).contains(second.signingKey().kid());
  }

  @ParameterizedTest
  @EnumSource
  void open_importedKey_isTheSigningKey(SigningAlgorithm algorithm) throws IOException {
    KeyPair pair = SigningKeys.generate(algorithm, 2048, Fixture.RANDOM);
    Path file = Files.writeString(folder.resolve("key.pem"), pem(pair));
    StoredKeyRing ring = open(algorithm, masterKey, file);
    assertThat(ring.signingKey().privateKey()).isEqualTo(pair.getPrivate());
    assertThat(ring.verificationKeys().get(0).publicKey()).isEqualTo(pair.getPublic());
    assertThat(open(algorithm, masterKey, file).signingKey().kid())
        .isEqualTo(SigningKeys.thumbprint(pair.getPublic()));
  }

  @Test
  void open_importOfAnotherKeyLater_isRefusedByName() throws IOException {
    open(SigningAlgorithm.ES256);
    KeyPair pair = SigningKeys.generate(SigningAlgorithm.ES256, 0, Fixture.RANDOM);
    Path file = Files.writeString(folder.resolve("key.pem"), pem(pair));
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> open(SigningAlgorithm.ES256, masterKey, file))
        .withMessageContaining("countersign.signing.import-key-file");
  }

  @Test
  void seal_openedUnderAnotherName_isRefused() {
    SecretBytes secret = SecretBytes.of(new byte[] {1, 2, 3});
    SecretBytes sealed = masterKey.seal("one", secret);
    assertThat(masterKey.open("one", sealed)).isEqualTo(secret);
    assertThat(masterKey.seal("one", secret)).isNotEqualTo(sealed);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> masterKey.open("two", sealed));
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> masterKey.open("one", secret));
  }

  @Test
  void read_masterKey_onlyAPrivateFileOf32Octets() throws IOException {
    Path file = Files.write(folder.resolve("master.key"), new byte[32]);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    SecretBytes sealed =
        MasterKey.read(file, Optional.empty(), Fixture.RANDOM)
            .seal("x", SecretBytes.of(new byte[1]));
    assertThat(MasterKey.read(file, Optional.empty(), Fixture.RANDOM).open("x", sealed))
        .isNotNull();

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    refusedMasterKey(file, "others may read");
    Path shorter = Files.write(folder.resolve("short.key"), new byte[31]);
    Files.setPosixFilePermissions(shorter, PosixFilePermissions.fromString("rw-------"));
    refusedMasterKey(shorter, "32 octets");
    refusedMasterKey(folder.resolve("missing.key"), "cannot be read");
  }

  @Test
  void read_previousMasterKey_opensWhatItSealed() throws IOException {
    Path before = privateFile("before.key", 1);
    Path now = privateFile("now.key", 2);
    SecretBytes secret = SecretBytes.of(new byte[] {7});
    SecretBytes sealed = MasterKey.read(before, Optional.empty(), Fixture.RANDOM).seal("x", secret);
    MasterKey both = MasterKey.read(now, Optional.of(before), Fixture.RANDOM);
    assertThat(both.open("x", sealed)).isEqualTo(secret);
    SecretBytes renewed = both.renew("x", sealed).orElseThrow();
    assertThat(both.renew("x", renewed)).isEmpty();
    assertThat(MasterKey.read(now, Optional.empty(), Fixture.RANDOM).open("x", renewed))
        .isEqualTo(secret);
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> MasterKey.read(now, Optional.empty(), Fixture.RANDOM).open("x", sealed))
        .withMessageContaining(now.toString())
        .withMessageContaining("countersign.previous-master-key-file");
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(
            () -> MasterKey.read(now, Optional.of(folder.resolve("missing.key")), Fixture.RANDOM))
        .withMessageContaining("countersign.previous-master-key-file");
  }

  private Path privateFile(String name, int first) throws IOException {
    byte[] octets = new byte[32];
    octets[0] = (byte) first;
    Path file = Files.write(folder.resolve(name), octets);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private static void refusedMasterKey(Path file, String problem) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> MasterKey.read(file, Optional.empty(), Fixture.RANDOM))
        .withMessageContaining("countersign.master-key-file")
        .withMessageContaining(problem)
        .withMessageContaining(file.toString());
  }

  @ParameterizedTest
  @EnumSource
  void jwks_hasPublicMembersOnly(SigningAlgorithm algorithm) {
    StoredKeyRing ring = open(algorithm);
    String jwks = ring.publishedKeySet().json();
    assertThat(jwks)
        .startsWith("{\"keys\":[{")
        .contains("\"kid\":\"" + ring.signingKey().kid() + "\"")
        .contains("\"alg\":\"" + algorithm + "\"", "\"use\":\"sig\"")
        .doesNotContain("\"d\":", "\"p\":", "\"q\":", "\"dp\":", "\"dq\":", "\"qi\":");
  }
}
