package io.countersign.auth.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.auth.RefusalCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Serves on this machine alone. */
final class TestServer implements AutoCloseable {

  private static final String NO_DELAY = "sun.net.httpserver.nodelay";

  static {
    if (System.getProperty(NO_DELAY) == null) {
      // Else every answer waits 40 ms for the client to acknowledge its header.
      System.setProperty(NO_DELAY, "true");
    }
  }

  private final HttpServer http;
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "test-countersign");
            thread.setDaemon(true);
            return thread;
          });
  private volatile boolean isAway;

  /** Takes the port, 0 for any. */
  TestServer(int port) {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException("the port " + port + " cannot be served at", e);
    }
  }

  int port() {
    return http.getAddress().getPort();
  }

  void start(Endpoints endpoints) {
    http.createContext("/", exchange -> answer(exchange, endpoints));
    http.setExecutor(threads);
    http.start();
  }

  void away(boolean away) {
    isAway = away;
  }

  private void answer(HttpExchange exchange, Endpoints endpoints) throws IOException {
    try (exchange) {
      Reply reply = reply(exchange, endpoints);
      byte[] body = reply.body().getBytes(UTF_8);
      reply.headers().forEach(exchange.getResponseHeaders()::set);
      exchange.sendResponseHeaders(reply.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private Reply reply(HttpExchange exchange, Endpoints endpoints) {
    if (isAway) {
      return Reply.problem(503, RefusalCode.UNAVAILABLE, "Try again shortly.");
    }
    if (!exchange.getRequestMethod().equals("GET")) {
      return Reply.methodNotAllowed();
    }
    return endpoints.get(
        exchange.getRequestURI().getPath(),
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")));
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
