package io.countersign.auth.http;

import io.countersign.auth.server.Build;
import io.countersign.auth.stock.StockServer;
import io.countersign.auth.stock.Trust;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The verifiers that a build with nothing but a JDK and Maven Central can have. */
class StockVerifierIT extends StockVerifierContract {

  @Override
  List<StockServer> start(Build build, Path folder, Trust trust) {
    var servers = new ArrayList<StockServer>();
    servers.add(StockServer.startWildFly(build, folder.resolve("wildfly"), trust));
    servers.add(StockServer.startPayara(build, folder.resolve("payara"), trust));
    servers.add(StockServer.startSpring(build, folder.resolve("spring"), trust));
    if (build.hasLiberty()) {
      servers.add(StockServer.startLiberty(build, folder.resolve("liberty"), trust));
    }
    return servers;
  }
}
