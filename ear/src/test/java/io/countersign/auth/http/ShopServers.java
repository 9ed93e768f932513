package io.countersign.auth.http;

import io.countersign.auth.directory.DirectorySockets;
import io.countersign.auth.directory.JdkPasswordHash;
import io.countersign.auth.directory.LdapDirectory;
import io.countersign.auth.directory.TableDirectory;
import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDirectory;
import io.countersign.auth.server.OpenLiberty;
import io.countersign.auth.server.PayaraServer;
import io.countersign.auth.server.Server;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import io.countersign.auth.shop.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Servers with the EAR that has a shop in it, and a warehouse beside it. The users of two other
 * directories log in there: of LDAP, and of a table in the server's database.
 */
final class ShopServers extends ServersProvider {

  /** How long sessions of such users last. */
  static final Duration LIFETIME = Duration.ofHours(8);

  /** The one LDAP directory of all these servers. */
  static final EmbeddedDirectory LDAP =
      EmbeddedDirectory.start(Build.ofThisModule().folder().resolve("directory"));

  @Override
  void prepare(
      Build build, Path folder, Map<String, BiFunction<Build, ServerSettings, Server>> starts) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var archives =
        Shop.write(
            build, folder, LdapDirectory.class, DirectorySockets.class, TableDirectory.class);
    starts.put(
        "WildFly",
        (of, settings) ->
            WildFlyServer.start(
                of,
                withDirectories(settings),
                archives,
                settings.baseUri().resolve("health/ready")));
    starts.put(
        "Payara Server",
        (of, settings) ->
            PayaraServer.start(
                of,
                withDirectories(settings),
                archives,
                settings.baseUri().resolve("/warehouse/api/orders")));
    starts.put(
        "Open Liberty",
        (of, settings) ->
            OpenLiberty.start(
                of,
                withDirectories(settings),
                archives,
                settings.baseUri().resolve("health/ready")));
  }

  private static ServerSettings withDirectories(ServerSettings settings) {
    return LDAP.in(settings)
        .with("DIRECTORY_DATA_SOURCE", "jdbc/auth")
        .with("DIRECTORY_ITERATIONS", Integer.toString(JdkPasswordHash.ITERATIONS))
        .with("COUNTERSIGN_REFRESH_TOKEN_DIRECTORY_MAX_LIFETIME", LIFETIME.toString());
  }
}
