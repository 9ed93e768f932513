package io.countersign.auth.server;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** A Payara Server with a domain of its own. */
public final class PayaraServer implements Server {
  private final PayaraDomain domain;
  private final Supplier<ServerProcess> starting;
  private ServerProcess process;

  private PayaraServer(PayaraDomain domain, Supplier<ServerProcess> starting) {
    this.domain = domain;
    this.starting = starting;
    this.process = starting.get();
  }

  /** Starts the process with the EAR; {@link #awaitReady} tells when it serves. */
  public static PayaraServer start(Build build, ServerSettings settings) {
    return start(build, settings, List.of(build.ear()), settings.baseUri().resolve("health/ready"));
  }

  /**
   * Starts the process set up for Countersign and with these applications under their own context
   * roots, in this order; {@link #awaitReady} tells when it serves.
   *
   * @param ready answers 200 as soon as the last of them is deployed
   */
  public static PayaraServer start(
      Build build, ServerSettings settings, List<Path> archives, URI ready) {
    var scripts = List.of(build.payaraScript("data-source"), build.payaraScript("hardening"));
    var deployments = archives.stream().map(archive -> "deploy \"" + archive + '"').toList();
    var domain = PayaraDomain.prepare(build, settings, scripts, deployments);
    return start(domain, settings, ready);
  }

  /**
   * Starts the process without a data source; {@link #awaitReady} tells when it serves.
   *
   * @param settings the folder is the domain's, which is made anew
   * @param commands {@code asadmin} commands for the end of the start, see {@link #deploy}
   * @param ready answers 200 as soon as the server serves
   */
  public static PayaraServer startPlain(
      Build build, ServerSettings settings, List<String> commands, URI ready) {
    var scripts = List.of(build.payaraScript("hardening"));
    return start(PayaraDomain.prepare(build, settings, scripts, commands), settings, ready);
  }

  private static PayaraServer start(PayaraDomain domain, ServerSettings settings, URI ready) {
    var builder =
        new ProcessBuilder(domain.commandLine())
            .redirectErrorStream(true)
            .redirectOutput(domain.console().toFile());
    settings.applyTo(builder);
    return new PayaraServer(
        domain, () -> ServerProcess.start("Payara", builder, ready, () -> log(domain)));
  }

  /** Returns the command that deploys a WAR under {@code /name}. */
  public static String deploy(String name, Path war) {
    return "deploy --name %1$s --contextroot %1$s \"%2$s\"".formatted(name, war);
  }

  /** Starts it once more when it has mixed up the applications, as a busy machine lets it. */
  @Override
  public void awaitReady(Duration timeout, Consumer<Duration> waiting) {
    try {
      process.awaitReady(timeout, () -> true, domain::failure, waiting);
    } catch (StartFailure e) {
      if (!domain.hasMixedUpApplications()) {
        throw e;
      }
      domain.forgetLog();
      process = starting.get();
      process.awaitReady(timeout, () -> true, domain::failure, waiting);
    }
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
