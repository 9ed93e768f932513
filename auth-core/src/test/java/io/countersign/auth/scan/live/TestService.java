package io.countersign.auth.scan.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A little service on this machine, right or wrong. */
public final class TestService implements AutoCloseable {

  public static final Reply OK = new Reply(200, "{\"hello\":\"anna\"}");
  public static final Reply UNAUTHORIZED = new Reply(401, "");

  static {
    // Or else every answer with a body waits 40 ms for an acknowledgement of its header.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Headers> received = new CopyOnWriteArrayList<>();

  /** An answer, with a header or without. */
  public record Reply(int status, String body, Map<String, String> headers) {
    public Reply(int status, String body) {
      this(status, body, Map.of());
    }
  }

  private TestService(int port, Function<HttpExchange, Reply> application) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            received.add(exchange.getRequestHeaders());
            send(exchange, application.apply(exchange));
          }
        });
    server.start();
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    reply.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
    byte[] body = reply.body().getBytes(UTF_8);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), head || body.length == 0 ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
  }

  /** One that looks at whole requests. */
  public static TestService serving(Function<HttpExchange, Reply> application) {
    return serving(0, application);
  }

  private static TestService serving(int port, Function<HttpExchange, Reply> application) {
    try {
      return new TestService(port, application);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One that looks at the token, empty where there is none. */
  public static TestService guardedBy(Function<String, Reply> door) {
    return guardedBy(0, door);
  }

  /** The same at a port that is free. */
  static TestService guardedBy(int port, Function<String, Reply> door) {
    return serving(port, exchange -> door.apply(bearer(exchange).orElse("")));
  }

  public static Optional<String> bearer(HttpExchange exchange) {
    return Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
        .filter(it -> it.startsWith("Bearer "))
        .map(it -> it.substring("Bearer ".length()));
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }

  /** All requests, such as {@code GET /me}. */
  public List<String> requests() {
    return requests;
  }

  /** This header of all requests, empty where there was none. */
  public List<String> headers(String name) {
    return received.stream().map(it -> Optional.ofNullable(it.getFirst(name)).orElse("")).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
