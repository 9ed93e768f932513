package io.countersign.auth.server;

import java.nio.file.Path;

/**
 * What the user can choose on the command line.
 *
 * @param bindAddress {@code -Dbind.address}, the loopback address by default
 * @param httpPort {@code -Dhttp.port}, 8080 by default
 * @param data {@code -Ddata.dir}, {@code data} in the build folder by default
 * @param withShop {@code -Dshop}: whether applications that share Countersign are served as well
 */
record RunOptions(String bindAddress, int httpPort, Path data, boolean withShop) {

  static RunOptions ofSystemProperties(Build build) {
    return new RunOptions(
        System.getProperty("bind.address", "127.0.0.1"),
        port(System.getProperty("http.port", "8080")),
        Path.of(System.getProperty("data.dir", build.folder().resolve("data").toString()))
            .toAbsolutePath()
            .normalize(),
        Boolean.getBoolean("shop"));
  }

  private static int port(String text) {
    try {
      var port = Integer.parseInt(text);
      if (port >= 1 && port <= 65535) {
        return port;
      }
    } catch (NumberFormatException e) {
      throw new StartFailure("-Dhttp.port=" + text + " is not a port (1 to 65535)", e);
    }
    throw new StartFailure("-Dhttp.port=" + text + " is not a port (1 to 65535)");
  }

  void requireFreePort() {
    Ports.refusal(bindAddress, httpPort)
        .ifPresent(
            reason -> {
              throw new StartFailure(
                  "Port %d of %s cannot be used: %s. Choose another with -Dhttp.port=…"
                      .formatted(httpPort, bindAddress, reason));
            });
  }

  String address() {
    return "http://localhost:" + httpPort + "/auth";
  }
}
