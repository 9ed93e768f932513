package io.countersign.auth.http;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.Server;
import io.countersign.auth.server.ServerSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Servers for tests that hold on each of them, each on a database of its own. */
final class SuiteServers implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /** What each server says in its log that it is, and which version. */
  private static final Pattern PRODUCT =
      Pattern.compile("(?:WildFly|Payara Server|Payara Micro|Open Liberty) \\d[\\w.]*");

  private final Build build;
  private final Path folder;
  private final List<EmbeddedDatabase> databases = new ArrayList<>();
  private final Map<Server, Function<Server, AuthServer>> starting = new LinkedHashMap<>();
  private final List<AuthServer> servers = new ArrayList<>();

  private SuiteServers(Build build, Path folder) {
    this.build = build;
    this.folder = folder;
  }

  /**
   * Starts all of them at once, and returns when they serve.
   *
   * @param folder for these servers alone
   * @param starts how each starts, by its name
   */
  static SuiteServers start(
      Build build, Path folder, Map<String, BiFunction<Build, ServerSettings, Server>> starts) {
    var suite = new SuiteServers(build, folder);
    try {
      starts.forEach(suite::start);
      suite.starting.forEach(
          (server, as) -> {
            server.awaitReady(TIMEOUT, waited -> {});
            suite.servers.add(as.apply(server));
          });
      return suite;
    } catch (RuntimeException e) {
      suite.close();
      throw e;
    }
  }

  private void start(String name, BiFunction<Build, ServerSettings, Server> start) {
    var own = folder.resolve(name.replace(' ', '-'));
    var database = EmbeddedDatabase.start(build, own.resolve("postgresql"));
    databases.add(database);
    database.makeSerializableTheDefault();
    var settings =
        ServerSettings.local(own.resolve("server"), database, Secrets.masterKey(own))
            .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", AuthServer.PASSWORD)
            .with("COUNTERSIGN_CORS_ORIGINS", AuthServer.OTHER_ORIGIN)
            .with("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.1");
    starting.put(
        start.apply(build, settings),
        server -> {
          var log = read(server.log());
          var product = product(log) + ", Java " + server.java();
          return new AuthServer(name, product, settings.baseUri(), database, server.log(), log);
        });
  }

  /** Returns for instance {@code WildFly 39.0.1.Final}. */
  private static String product(String log) {
    return PRODUCT.matcher(log).results().findFirst().orElseThrow().group();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<AuthServer> all() {
    return List.copyOf(servers);
  }

  /** Nothing of them is kept, so they need no orderly end. */
  @Override
  public void close() {
    starting.keySet().forEach(Server::kill);
    databases.forEach(EmbeddedDatabase::close);
  }
}
