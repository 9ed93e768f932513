package io.countersign.auth.cli;

import java.security.SecureRandom;

/** Where the command line starts, and where it gets the world from. */
public final class Main {

  private Main() {}

  /** Runs one command and exits with its code: 0 for success, 1 for failure, 2 for usage. */
  public static void main(String[] arguments) {
    System.exit(
        CountersignCommand.commandLine(new SecureRandom(), System.in, System.getenv())
            .execute(arguments));
  }
}
