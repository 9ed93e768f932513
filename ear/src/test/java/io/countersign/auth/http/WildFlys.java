package io.countersign.auth.http;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.Server;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** The servers of {@link OnWildFly}, both for each run of a class. */
final class WildFlys extends ServersProvider {

  @Override
  void prepare(
      Build build, Path folder, Map<String, BiFunction<Build, ServerSettings, Server>> starts) {
    starts.put("WildFly", longLived(WildFlyServer::start));
    starts.put(
        "WildFly with a retry window",
        (of, settings) ->
            WildFlyServer.start(
                of, settings.with("COUNTERSIGN_REFRESH_TOKEN_RETRY_WINDOW", "PT10S")));
  }

  @Override
  Stream<Arguments> arguments(List<AuthServer> servers) {
    return Stream.of(Arguments.of(servers.toArray()));
  }
}
