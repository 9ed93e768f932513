package io.countersign.auth.http;

import io.countersign.auth.server.Build;
import io.countersign.auth.stock.StockServer;
import io.countersign.auth.stock.Trust;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** The verifier on Node, for builds that have it: {@code ./mvnw -Pnode verify}. */
@Tag("node")
class StockNodeIT extends StockVerifierContract {

  @Override
  List<StockServer> start(Build build, Path folder, Trust trust) {
    return List.of(StockServer.startNode(build, folder.resolve("node"), trust));
  }
}
