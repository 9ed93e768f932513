package io.countersign.auth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.keys.PrivateKeyFile;
import io.countersign.auth.keys.SigningKeys;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jose4j.jwk.JsonWebKey;
import org.jose4j.jwk.PublicJsonWebKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenerateCommandTest {

  @TempDir Path folder;

  private CommandRun generate(String algorithm, String... more) {
    Stream<String> fixed =
        Stream.of("keys", "generate", "--alg", algorithm, "--out", folder.resolve("k").toString());
    return CommandRun.of(Stream.concat(fixed, Stream.of(more)).toArray(String[]::new));
  }

  private Path file(String name) {
    return folder.resolve("k").resolve(name);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static List<String> namesIn(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(it -> it.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource
  void generate_withoutName_writesFourFilesNamedByTheKey(SigningAlgorithm algorithm)
      throws Exception {
    CommandRun run = generate(algorithm.name());
    assertThat(run.code()).isZero();
    assertThat(run.err()).isEmpty();
    String jwk = namesIn(folder.resolve("k")).get(0);
    String kid = JsonWebKey.Factory.newJwk(Files.readString(file(jwk))).getKeyId();
    String prefix = (algorithm == SigningAlgorithm.ES256 ? "es256-" : "rs256-") + kid;
    assertThat(namesIn(folder.resolve("k")))
        .containsExactly(
            prefix + ".private.jwk.json",
            prefix + ".private.pem",
            prefix + ".public.jwk.json",
            prefix + ".public.pem");
    assertThat(run.out().lines())
        .containsExactly(
            "kid      " + kid,
            "private  " + file(prefix + ".private.pem"),
            "private  " + file(prefix + ".private.jwk.json"),
            "public   " + file(prefix + ".public.pem"),
            "public   " + file(prefix + ".public.jwk.json"));
  }

  @Test
  void generate_privateFilesAndDirectory_areTheOwnersOnly() throws IOException {
    generate("ES256", "--name", "a");
    assertThat(mode(folder.resolve("k"))).isEqualTo("rwx------");
    assertThat(mode(file("a.private.pem"))).isEqualTo("rw-------");
    assertThat(mode(file("a.private.jwk.json"))).isEqualTo("rw-------");
    assertThat(mode(file("a.public.pem"))).startsWith("rw-").doesNotEndWith("w-");
    assertThat(mode(file("a.public.jwk.json"))).startsWith("rw-").doesNotEndWith("w-");
  }

  @ParameterizedTest
  @EnumSource
  void generate_privatePem_isWhatTheServerImports(SigningAlgorithm algorithm) throws Exception {
    CommandRun run = generate(algorithm.name(), "--name", "a");
    KeyPair pair = PrivateKeyFile.read(file("a.private.pem"), algorithm);
    assertThat(run.out()).startsWith("kid      " + SigningKeys.thumbprint(pair.getPublic()) + "\n");
    assertThat(Files.readString(file("a.private.pem")).lines())
        .startsWith("-----BEGIN PRIVATE KEY-----")
        .endsWith("-----END PRIVATE KEY-----")
        .allMatch(line -> line.length() <= 64);

    String publicPem = Files.readString(file("a.public.pem"));
    assertThat(publicPem).startsWith("-----BEGIN PUBLIC KEY-----\n");
    byte[] der = Base64.getMimeDecoder().decode(publicPem.replaceAll("-----[A-Z ]+-----", ""));
    assertThat(
            KeyFactory.getInstance(pair.getPublic().getAlgorithm())
                .generatePublic(new X509EncodedKeySpec(der)))
        .isEqualTo(pair.getPublic());
  }

  @ParameterizedTest
  @EnumSource
  void generate_jwks_areTheSameKey(SigningAlgorithm algorithm) throws Exception {
    generate(algorithm.name(), "--name", "a");
    KeyPair pair = PrivateKeyFile.read(file("a.private.pem"), algorithm);
    PublicJsonWebKey whole =
        PublicJsonWebKey.Factory.newPublicJwk(Files.readString(file("a.private.jwk.json")));
    PublicJsonWebKey open =
        PublicJsonWebKey.Factory.newPublicJwk(Files.readString(file("a.public.jwk.json")));
    assertThat(whole.getPrivateKey()).isEqualTo(pair.getPrivate());
    assertThat(open.getPrivateKey()).isNull();
    assertThat(List.of(whole, open))
        .allSatisfy(
            jwk -> {
              assertThat(jwk.getPublicKey()).isEqualTo(pair.getPublic());
              assertThat(jwk.getKeyId())
                  .isEqualTo(jwk.calculateBase64urlEncodedThumbprint("SHA-256"));
              assertThat(jwk.getAlgorithm()).isEqualTo(algorithm.name());
              assertThat(jwk.getUse()).isEqualTo("sig");
            });
  }

  @ParameterizedTest
  @CsvSource({"2048,", "3072,3072"})
  void generate_bits_isTheSizeOfTheKey(int expected, String bits) {
    String[] more =
        bits == null ? new String[] {"--name", "a"} : new String[] {"--name", "a", "--bits", bits};
    assertThat(generate("RS256", more).code()).isZero();
    KeyPair pair = PrivateKeyFile.read(file("a.private.pem"), SigningAlgorithm.RS256);
    assertThat(((RSAPublicKey) pair.getPublic()).getModulus().bitLength()).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.private.pem", "a.private.jwk.json", "a.public.pem", "a.public.jwk.json"})
  void generate_existingFile_refusesAndKeepsIt(String name) throws IOException {
    Files.createDirectory(folder.resolve("k"));
    Files.writeString(file(name), "mine");
    CommandRun run = generate("ES256", "--name", "a");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err())
        .isEqualTo("countersign: " + file(name) + " is there already; nothing was written\n");
    assertThat(namesIn(folder.resolve("k"))).containsExactly(name);
    assertThat(file(name)).hasContent("mine");
  }

  @Test
  void generate_danglingLink_isNotFollowed() throws IOException {
    Files.createDirectory(folder.resolve("k"));
    Files.createSymbolicLink(file("a.private.pem"), folder.resolve("elsewhere"));
    assertThat(generate("ES256", "--name", "a").code()).isEqualTo(1);
    assertThat(folder.resolve("elsewhere")).doesNotExist();
    assertThat(namesIn(folder.resolve("k"))).containsExactly("a.private.pem");
  }

  @Test
  void generate_fileInPlaceOfTheDirectory_isRefused() throws IOException {
    Files.writeString(folder.resolve("k"), "mine");
    assertThat(generate("ES256", "--name", "a").code()).isEqualTo(1);
    assertThat(folder.resolve("k")).hasContent("mine");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "../a", "/a", ".a", "-a", "a/b", "a\u0000b", "ä"})
  void generate_nameThatIsMoreThanAName_isWrongUsage(String name) {
    CommandRun run = generate("ES256", "--name=" + name);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--name must be");
    assertThat(folder.resolve("k")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "ES256, 2048, --alg RS256 only",
    "ES256, 256, --alg RS256 only",
    "RS256, 2047, multiple of 8",
    "RS256, 2040, multiple of 8",
    "RS256, 2052, multiple of 8",
    "RS256, 8200, multiple of 8",
    "RS256, many, --bits",
    "HS256, 2048, --alg",
    "none, 2048, --alg"
  })
  void generate_wrongAlgorithmOrSize_isWrongUsage(String algorithm, String bits, String problem) {
    CommandRun run = generate(algorithm, "--bits", bits);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(problem).contains("countersign keys generate --help");
    assertThat(folder.resolve("k")).doesNotExist();
  }

  @Test
  void generate_missingOptions_isWrongUsage() {
    assertThat(CommandRun.of("keys", "generate", "--alg", "ES256").err()).contains("--out");
    assertThat(CommandRun.of("keys", "generate", "--out", folder.toString()).code()).isEqualTo(2);
  }
}
