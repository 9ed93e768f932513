package io.countersign.auth.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A Payara Server with a domain of its own. */
public final class PayaraServer implements Server {
  private final ServerProcess process;
  private final PayaraDomain domain;

  private PayaraServer(ServerProcess process, PayaraDomain domain) {
    this.process = process;
    this.domain = domain;
  }

  /** Starts the process with the EAR; {@link #awaitReady} tells when it serves. */
  public static PayaraServer start(Build build, ServerSettings settings) {
    return start(build, settings, List.of(build.ear()));
  }

  /**
   * Starts the process set up for Countersign and with these applications under their own context
   * roots; {@link #awaitReady} tells when it serves.
   */
  public static PayaraServer start(Build build, ServerSettings settings, List<Path> archives) {
    var commands = new ArrayList<>(dataSource(build));
    archives.forEach(archive -> commands.add("deploy \"" + archive + '"'));
    return start(build, settings, commands, settings.baseUri().resolve("health/ready"));
  }

  private static List<String> dataSource(Build build) {
    try {
      return Files.readAllLines(build.scripts().resolve("payara/data-source.asadmin"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    settings.applyTo(builder);
    var process = ServerProcess.start("Payara", builder, ready, () -> log(domain));
    return new PayaraServer(process, domain);
  }

  /** Returns the command that deploys a WAR under {@code /name}. */
  public static String deploy(String name, Path war) {
    return "deploy --name %1$s --contextroot %1$s \"%2$s\"".formatted(name, war);
  }

  @Override
  public void awaitReady(Duration timeout, Consumer<Duration> waiting) {
    process.awaitReady(timeout, () -> true, domain::failure, waiting);
  }

  @Override
  public void close() {
    process.stop();
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public Path log() {
    return log(domain);
  }

  private static Path log(PayaraDomain domain) {
    return Files.exists(domain.log()) ? domain.log() : domain.console();
  }
}
