package io.countersign.auth.http;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.JavaHome;
import io.countersign.auth.server.OpenLiberty;
import io.countersign.auth.server.PayaraMicro;
import io.countersign.auth.server.PayaraServer;
import io.countersign.auth.server.Server;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BiFunction;

/** The servers of {@link EveryServer}, with the very files that are shipped. */
final class EveryServers extends ServersProvider {

  @Override
  void prepare(
      Build build, Path folder, Map<String, BiFunction<Build, ServerSettings, Server>> starts) {
    starts.put("WildFly", longLived(WildFlyServer::start));
    starts.put("Payara Server", longLived(PayaraServer::start));
    starts.put("Payara Micro", longLived(PayaraMicro::start));
    starts.put("Open Liberty", longLived(OpenLiberty::start));
    if (JavaHome.ofJava21().isPresent()) {
      starts.put("Payara Micro 7", longLived(PayaraMicro::start7));
    } else {
      System.out.println("Payara Micro 7 is left out: -Djava21.home=… names a Java 21 for it");
    }
  }
}
