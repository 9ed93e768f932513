package io.countersign.auth.chaos;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** A WildFly with the EAR that is killed and started again at the same address. */
final class KillableNode implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  private final Build build;
  private final ServerSettings settings;
  private WildFlyServer server;

  private KillableNode(Build build, ServerSettings settings) {
    this.build = build;
    this.settings = settings;
    this.server = started();
  }

  /** Starts a node and waits until it is ready. */
  static KillableNode start(Build build, ServerSettings settings) {
    return new KillableNode(build, settings);
  }

  private WildFlyServer started() {
    WildFlyServer started = WildFlyServer.start(build, settings);
    started.awaitReady(TIMEOUT, waited -> {});
    return started;
  }

  /** Kills it as {@code kill -9} does, starts it again and waits until it is ready. */
  void crash() {
    server.kill();
    server = started();
  }

  Endpoint endpoint() {
    return new Endpoint(settings.baseUri());
  }

  /** Its logs: there is one for each day. */
  List<Path> logs() {
    try (Stream<Path> files = Files.list(server.log().getParent())) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
