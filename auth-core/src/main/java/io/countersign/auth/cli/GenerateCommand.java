package io.countersign.auth.cli;

import io.countersign.auth.keys.SigningKeys;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes a signing key and writes it as PEM and as JWK. */
@Command(
    name = "generate",
    description = {
      "Makes a signing key and prints its name, the RFC 7638 thumbprint.",
      "Writes four files: the private key as PKCS#8 PEM and as JWK (mode 0600), the public key as"
          + " SPKI PEM and as JWK. Nothing is overwritten: either all four are written, or none."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  countersign keys generate --alg ES256 --out keys",
      "  countersign keys generate --alg RS256 --bits 3072 --out keys --name login-2027"
    })
final class GenerateCommand implements Runnable {

  private static final int DEFAULT_BITS = 2048;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private final SecureRandom random;

  @Option(
      names = "--alg",
      required = true,
      paramLabel = "ES256|RS256",
      description = "The algorithm that the key is to sign with.")
  private SigningAlgorithm algorithm;

  @Option(
      names = "--bits",
      paramLabel = "BITS",
      description = "The size of an RS256 key, a multiple of 8 from 2048 (the default) to 8192.")
  private @Nullable Integer bits;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where the files go; made with mode 0700 if it is not there.")
  private Path directory;

  @Option(
      names = "--name",
      paramLabel = "PREFIX",
      description =
          "What the files' names start with; the algorithm and the key's name by default.")
  private @Nullable String name;

  @Spec private CommandSpec command;

  GenerateCommand(SecureRandom random) {
    this.random = random;
  }

  @Override
  public void run() {
    int size = rsaBits();
    requireFileName();
    KeyText key = new KeyText(SigningKeys.generate(algorithm, size, random), algorithm);
    String prefix =
        name == null ? algorithm.name().toLowerCase(Locale.ROOT) + "-" + key.kid() : name;
    Path privatePem = directory.resolve(prefix + ".private.pem");
    Path privateJwk = directory.resolve(prefix + ".private.jwk.json");
    Path publicPem = directory.resolve(prefix + ".public.pem");
    Path publicJwk = directory.resolve(prefix + ".public.jwk.json");
    new NewFiles()
        .addPrivate(privatePem, key.privatePem())
        .addPrivate(privateJwk, key.privateJwk())
        .addPublic(publicPem, key.publicPem())
        .addPublic(publicJwk, key.publicJwk())
        .create();
    PrintWriter out = command.commandLine().getOut();
    out.println("kid      " + key.kid());
    out.println("private  " + privatePem);
    out.println("private  " + privateJwk);
    out.println("public   " + publicPem);
    out.println("public   " + publicJwk);
  }

  private int rsaBits() {
    if (bits == null) {
      return DEFAULT_BITS;
    }
    if (algorithm != SigningAlgorithm.RS256) {
      throw wrong("--bits goes with --alg RS256 only; a key for ES256 has one size");
    }
    if (!SigningKeys.isRsaSize(bits)) {
      throw wrong("--bits must be a multiple of 8 from 2048 to 8192");
    }
    return bits;
  }

  private void requireFileName() {
    if (name != null && !NAME.matcher(name).matches()) {
      throw wrong("--name must be 1 to 100 of A-Z a-z 0-9 . _ - and start with a letter or digit");
    }
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(command.commandLine(), problem);
  }
}
