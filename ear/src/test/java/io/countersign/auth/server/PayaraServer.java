package io.countersign.auth.server;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A Payara Server with a domain of its own, as a process that can be stopped and killed. */
public final class PayaraServer implements AutoCloseable {
  private final ServerProcess process;
  private final PayaraDomain domain;

  private PayaraServer(ServerProcess process, PayaraDomain domain) {
    this.process = process;
    this.domain = domain;
  }

  /**
   * Starts the process; {@link #awaitReady} tells when it serves.
   *
   * @param settings the folder is the domain's, which is made anew
   * @param commands {@code asadmin} commands for the end of the start, see {@link #deploy}
   * @param ready answers 200 as soon as the server serves
   */
  public static PayaraServer start(
      Build build, ServerSettings settings, List<String> commands, URI ready) {
    var domain = PayaraDomain.prepare(build, settings, commands);
    var builder =
        new ProcessBuilder(domain.commandLine())
            .redirectErrorStream(true)
            .redirectOutput(domain.console().toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("COUNTERSIGN_"));
    builder.environment().putAll(settings.environment());
    var process = ServerProcess.start("Payara", builder, ready, () -> log(domain));
    return new PayaraServer(process, domain);
  }

  /** Returns the command that deploys a WAR under {@code /name}. */
  public static String deploy(String name, Path war) {
    return "deploy --name %1$s --contextroot %1$s \"%2$s\"".formatted(name, war);
  }

  /**
   * Waits until the server says that it is ready.
   *
   * @param waiting told the time waited so far, several times a second
   * @throws StartFailure when a command fails, the process ends or the time is over
   */
  public void awaitReady(Duration timeout, Consumer<Duration> waiting) {
    process.awaitReady(timeout, () -> true, domain::failure, waiting);
  }

  /** Stops the server as an operator would; a server that does not follow is killed. */
  @Override
  public void close() {
    process.stop();
  }

  /** Ends the process at once, as {@code kill -9} does. */
  public void kill() {
    process.kill();
  }

  /** Returns the file to read when something went wrong. */
  public Path log() {
    return log(domain);
  }

  private static Path log(PayaraDomain domain) {
    return Files.exists(domain.log()) ? domain.log() : domain.console();
  }
}
