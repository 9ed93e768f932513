package io.countersign.auth.bench;

import io.countersign.auth.server.ClassArchive;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where a WildFly with default settings runs.
 *
 * @param stage what all share
 * @param folder its own folder
 * @param database its own database
 * @param settings those of Countersign
 */
record ServerPlace(Stage stage, Path folder, OwnDatabase database, ServerSettings settings) {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  /** Makes a folder and an empty database. */
  static ServerPlace make(Stage stage, String name, Variant variant) {
    var folder = stage.servers().resolve(name);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var database = OwnDatabase.create(stage.database(), name);
    var masterKey = Secrets.masterKey(folder);
    var settings =
        ServerSettings.local(folder.resolve("wildfly"), stage.database(), masterKey)
            .with("COUNTERSIGN_DB_URL", database.url())
            .with("COUNTERSIGN_SIGNING_ALGORITHM", variant.algorithm())
            .with("COUNTERSIGN_CRYPTO_PROVIDER", variant.provider());
    return new ServerPlace(stage, folder, database, settings);
  }

  /** Returns the same place with one more setting. */
  ServerPlace with(String setting, String value) {
    return new ServerPlace(stage, folder, database, settings.with(setting, value));
  }

  /** Returns the file of Countersign's master key. */
  Path masterKey() {
    return Path.of(settings.environment().get("COUNTERSIGN_MASTER_KEY_FILE"));
  }

  /** Returns where the server listens. */
  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.httpPort());
  }

  /** Starts an application, and returns when the path of it answers 200. */
  WildFlyServer start(Path archive, String ready) {
    var uri = settings.baseUri().resolve(ready);
    var classes = ClassArchive.of(stage.build());
    var server = WildFlyServer.start(stage.build(), settings.with(classes), List.of(archive), uri);
    server.awaitReady(
        TIMEOUT, waited -> stage.progress().waiting("WildFly is still deploying", waited));
    return server;
  }
}
