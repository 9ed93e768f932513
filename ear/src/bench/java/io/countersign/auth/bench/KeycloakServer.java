package io.countersign.auth.bench;

import io.countersign.auth.server.Ports;
import io.countersign.auth.server.ServerProcess;
import io.countersign.auth.server.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Optional;

/** A Keycloak in production mode as a process of its own, with the JVM options of its script. */
final class KeycloakServer implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final int port;
  private final ServerProcess process;
  private final Duration startTime;

  private KeycloakServer(int port, ServerProcess process, Duration startTime) {
    this.port = port;
    this.process = process;
    this.startTime = startTime;
  }

  /**
   * What a Keycloak is started with.
   *
   * @param home where it is unpacked
   * @param java the home of its Java
   * @param database where its data are
   * @param administratorPassword of the administrator {@code admin} of the first start
   * @param log where it writes to
   */
  record Settings(
      Path home,
      Path java,
      OwnDatabase database,
      String username,
      String databasePassword,
      String administratorPassword,
      Path log) {

    ProcessBuilder script(String... arguments) {
      var command = new ArrayList<>(Arrays.asList(arguments));
      command.add(0, home.resolve("bin/kc.sh").toString());
      var builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      var environment = builder.environment();
      environment.put("JAVA_HOME", java.toString());
      environment.put("KC_DB_URL", database.url());
      environment.put("KC_DB_USERNAME", username);
      environment.put("KC_DB_PASSWORD", databasePassword);
      environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
      environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", administratorPassword);
      return builder;
    }

    /** Without the passwords. */
    @Override
    public String toString() {
      return "Keycloak in " + home;
    }
  }

  /** Builds it for PostgreSQL and for one node, as its documentation has it. */
  static void build(Settings settings) {
    try {
      var exitCode = settings.script("build", "--db=postgres", "--cache=local").start().waitFor();
      if (exitCode != 0) {
        throw new StartFailure("Keycloak's build failed; its log: " + settings.log());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /**
   * Starts it and waits until it serves the realm.
   *
   * @param more arguments of this start
   */
  static KeycloakServer start(Settings settings, String... more) {
    var port = Ports.free();
    var arguments =
        new ArrayList<>(
            Arrays.asList(
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--hostname=http://127.0.0.1:" + port));
    arguments.addAll(Arrays.asList(more));
    var ready = URI.create("http://127.0.0.1:%d/realms/%s".formatted(port, KeycloakRealm.NAME));
    var begin = System.nanoTime();
    var process =
        ServerProcess.start(
            "Keycloak", settings.script(arguments.toArray(String[]::new)), ready, settings::log);
    process.awaitReady(TIMEOUT, () -> true, Optional::empty, waited -> {});
    return new KeycloakServer(port, process, Duration.ofNanos(System.nanoTime() - begin));
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Returns the JVM, which is a child of the script. */
  ProcessHandle jvm() {
    return process.handle().children().findFirst().orElseGet(process::handle);
  }

  Duration startTime() {
    return startTime;
  }

  @Override
  public void close() {
    process.stop();
  }
}
