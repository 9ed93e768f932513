package io.countersign.auth.http;

import io.countersign.auth.server.Build;
import io.countersign.auth.stock.StockServer;
import io.countersign.auth.stock.Trust;
import java.nio.file.Path;
import java.util.List;

/** The verifiers that a build with nothing but a JDK and Maven Central can have. */
class StockVerifierIT extends StockVerifierContract {

  @Override
  List<StockServer> start(Build build, Path folder, Trust trust) {
    return List.of(
        StockServer.startWildFly(build, folder.resolve("wildfly"), trust),
        StockServer.startPayara(build, folder.resolve("payara"), trust),
        StockServer.startLiberty(build, folder.resolve("liberty"), trust),
        StockServer.startSpring(build, folder.resolve("spring"), trust));
  }
}
