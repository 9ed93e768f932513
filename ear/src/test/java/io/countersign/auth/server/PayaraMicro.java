package io.countersign.auth.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A Payara Micro with the application as a WAR. */
public final class PayaraMicro implements Server {
  /** It has no option for the address to listen on. */
  private static final String LISTEN =
      "set configs.config.server-config.network-config.network-listeners"
          + ".network-listener.http-listener.address=";

  private final ServerProcess process;
  private final Path log;
  private final int java;

  private PayaraMicro(ServerProcess process, Path log, int java) {
    this.process = process;
    this.log = log;
    this.java = java;
  }

  /** Starts the process; {@link #awaitReady} tells when it serves. */
  public static PayaraMicro start(Build build, ServerSettings settings) {
    return start(build, settings, build.payaraMicro(), JavaHome.ofThisJava());
  }

  /** Starts a Payara Micro 7, for which there is a {@link JavaHome#ofJava21()}. */
  public static PayaraMicro start7(Build build, ServerSettings settings) {
    return start(build, settings, build.payaraMicro7(), JavaHome.ofJava21().orElseThrow());
  }

  private static PayaraMicro start(Build build, ServerSettings settings, Path jar, Path javaHome) {
    var folder = settings.folder().toAbsolutePath().normalize();
    var log = folder.resolve("console.log");
    try {
      Files.createDirectories(folder);
      var script =
          Files.readString(build.payaraScript("data-source"))
              + Files.readString(build.payaraScript("hardening-micro"));
      Files.writeString(setUp(folder), script + LISTEN + settings.bindAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var builder =
        new ProcessBuilder(command(build, settings, folder, jar, javaHome))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    settings.applyTo(builder);
    var ready = settings.baseUri().resolve("health/ready");
    var process = ServerProcess.start("Payara Micro", builder, ready, () -> log);
    return new PayaraMicro(process, log, JavaHome.feature(javaHome));
  }

  private static List<String> command(
      Build build, ServerSettings settings, Path folder, Path jar, Path javaHome) {
    var command = new ArrayList<String>();
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(settings.javaOptions());
    command.addAll(
        List.of(
            "-Dorg.glassfish.grizzly.http.STRICT_HEADER_VALUE_VALIDATION_RFC_9110=false",
            "-jar",
            jar.toString(),
            "--rootdir",
            folder.resolve("root").toString(),
            "--nohazelcast",
            "--disablephonehome",
            "--prebootcommandfile",
            setUp(folder).toString(),
            "--port",
            Integer.toString(settings.httpPort()),
            "--addlibs",
            build.postgresqlDriver().toString(),
            "--deploy",
            build.war().toString(),
            "--contextroot",
            "auth"));
    return command;
  }

  private static Path setUp(Path folder) {
    return folder.resolve("set-up.asadmin");
  }

  @Override
  public void awaitReady(Duration timeout, Consumer<Duration> waiting) {
    process.awaitReady(timeout, () -> true, Optional::empty, waiting);
  }

  @Override
  public Path log() {
    return log;
  }

  @Override
  public int java() {
    return java;
  }

  @Override
  public void close() {
    process.stop();
  }

  @Override
  public void kill() {
    process.kill();
  }
}
