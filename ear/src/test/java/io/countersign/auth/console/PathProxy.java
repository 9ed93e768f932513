package io.countersign.auth.console;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy that shows a server under another path, and does not tell it. */
final class PathProxy implements AutoCloseable {

  private static final String PATH = "/sso/login/";

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("host", "connection", "content-length", "transfer-encoding", "upgrade", "keep-alive");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final URI target;

  private PathProxy(HttpServer server, URI target) {
    this.server = server;
    this.target = target;
  }

  /** Shows what is below {@code target}. */
  static PathProxy start(URI target) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var proxy = new PathProxy(server, target);
    server.setExecutor(proxy.threads);
    server.createContext(PATH, proxy::pass);
    server.start();
    return proxy;
  }

  /** Where the server is shown. */
  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + PATH);
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      var answer = forward(exchange);
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (isOfTheMessage(name)) {
                  exchange.getResponseHeaders().put(name, values);
                }
              });
      var body = answer.body();
      exchange.sendResponseHeaders(answer.statusCode(), body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private HttpResponse<byte[]> forward(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().toString().substring(PATH.length());
    var request =
        HttpRequest.newBuilder(target.resolve(path))
            .method(
                exchange.getRequestMethod(),
                BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) -> {
              if (isOfTheMessage(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      return client.send(request.build(), BodyHandlers.ofByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static boolean isOfTheMessage(String name) {
    return !name.startsWith(":") && !OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
