package io.countersign.auth.scan.live.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.auth.scan.live.service.InconclusiveScanException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Where forged headers say that the keys are: a listener on this machine's loopback for a service
 * on this machine, otherwise a host that does not exist (RFC 6761 §6.4).
 */
public final class AttackerSite implements AutoCloseable {

  private static final String NOWHERE = "https://countersign-live-scan.invalid/";
  private static final int BACKLOG = 16;

  private final @Nullable HttpServer server;
  private final Set<String> visits = ConcurrentHashMap.newKeySet();

  private AttackerSite(@Nullable HttpServer server) {
    this.server = server;
  }

  /** A host that does not exist. */
  public static AttackerSite nowhere() {
    return new AttackerSite(null);
  }

  /**
   * Listens until it is closed.
   *
   * @param jwks what names that end in {@code json} answer
   * @param pem what others answer
   */
  public static AttackerSite listening(String jwks, String pem) {
    try {
      HttpServer server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
      AttackerSite site = new AttackerSite(server);
      server.createContext("/", exchange -> site.answer(exchange, jwks, pem));
      server.start();
      return site;
    } catch (IOException e) {
      throw new InconclusiveScanException("no listener on this machine: " + e.getMessage(), e);
    }
  }

  private void answer(HttpExchange exchange, String jwks, String pem) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      visits.add(path.substring(1));
      boolean json = path.endsWith("json");
      byte[] body = (json ? jwks : pem).getBytes(UTF_8);
      exchange
          .getResponseHeaders()
          .set("Content-Type", json ? "application/json" : "application/x-pem-file");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /** The address of a name. */
  public String url(String name) {
    return server == null
        ? NOWHERE + name
        : "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  /** Whether anybody asked for a name. */
  public boolean wasAskedFor(String name) {
    return visits.contains(name);
  }

  @Override
  public void close() {
    if (server != null) {
      server.stop(0);
    }
  }
}
