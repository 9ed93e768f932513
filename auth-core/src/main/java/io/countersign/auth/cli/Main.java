package io.countersign.auth.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;

/** Where the command line starts, and where it gets the world from. */
public final class Main {

  private Main() {}

  /** Writes UTF-8 in every locale, since programs read the output in files and pipes. */
  private static PrintWriter utf8(FileDescriptor stream) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(stream), StandardCharsets.UTF_8), true);
  }

  /**
   * Runs one command and exits with its code: 0 for success, 1 for failure or findings, 2 for
   * usage.
   */
  public static void main(String[] arguments) {
    // jose4j logs its refusals; SLF4J need not say that no logger takes them.
    System.setProperty("slf4j.internal.verbosity", "ERROR");
    // A live scan counts its requests, so the JDK's client must not repeat one by itself.
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
    System.exit(
        CountersignCommand.commandLine(
                new SecureRandom(), System.in, System.getenv(), Clock.systemUTC())
            .setOut(utf8(FileDescriptor.out))
            .setErr(utf8(FileDescriptor.err))
            .execute(arguments));
  }
}
