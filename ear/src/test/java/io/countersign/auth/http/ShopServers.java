package io.countersign.auth.http;

import io.countersign.auth.server.Build;
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
import java.util.Map;
import java.util.function.BiFunction;

/** Servers with the EAR that has a shop in it, and a warehouse beside it. */
final class ShopServers extends ServersProvider {

  @Override
  void prepare(
      Build build, Path folder, Map<String, BiFunction<Build, ServerSettings, Server>> starts) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var archives = Shop.write(build, folder);
    starts.put(
        "WildFly",
        (of, settings) ->
            WildFlyServer.start(
                of, settings, archives, settings.baseUri().resolve("health/ready")));
    starts.put(
        "Payara Server",
        (of, settings) ->
            PayaraServer.start(
                of, settings, archives, settings.baseUri().resolve("/warehouse/api/orders")));
    starts.put(
        "Open Liberty",
        (of, settings) ->
            OpenLiberty.start(of, settings, archives, settings.baseUri().resolve("health/ready")));
  }
}
