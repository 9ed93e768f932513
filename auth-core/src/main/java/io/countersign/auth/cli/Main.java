package io.countersign.auth.cli;

import java.security.SecureRandom;
import java.time.Clock;

/** Where the command line starts, and where it gets the world from. */
public final class Main {

  private Main() {}

  /**
   * Runs one command and exits with its code: 0 for success, 1 for failure or findings, 2 for
   * usage.
   */
  public static void main(String[] arguments) {
    // jose4j logs what it refuses; where nobody reads that, SLF4J need not say so.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    // A live scan counts its requests, so the JDK's client must not repeat one by itself.
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    System.exit(
        CountersignCommand.commandLine(
                new SecureRandom(), System.in, System.getenv(), Clock.systemUTC())
            .execute(arguments));
  }
}
