package io.countersign.auth.cli;

import io.countersign.auth.keys.MasterKey;
import io.countersign.auth.spi.SecretBytes;
import java.nio.file.Path;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes the file that {@code countersign.master-key-file} names. */
@Command(
    name = "master",
    description = {
      "Makes a master key, under which a server encrypts its keys and secrets in the database.",
      "Writes a file of 32 random octets with mode 0600. Nothing is overwritten. Keep a copy in a"
          + " safe place: without it every session and key is lost."
    },
    footerHeading = "%nExample:%n",
    footer = "  countersign keys master --out /etc/countersign/master.key")
final class MasterCommand implements Runnable {

  private final SecureRandom random;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "Where the key goes; its directory is made with mode 0700 if it is not there.")
  private Path file;

  @Spec private CommandSpec command;

  MasterCommand(SecureRandom random) {
    this.random = random;
  }

  @Override
  public void run() {
    byte[] key = new byte[MasterKey.OCTETS];
    random.nextBytes(key);
    new NewFiles().addPrivate(file, SecretBytes.of(key)).create();
    command.commandLine().getOut().println("master key  " + file);
  }
}
