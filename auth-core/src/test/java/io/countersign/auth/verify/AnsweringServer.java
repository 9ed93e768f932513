package io.countersign.auth.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server that gives every request the answer that was set last. */
final class AnsweringServer implements AutoCloseable {

  /** The {@code Authorization} of each request, "null" where there was none. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  volatile int status = 200;
  volatile String body = "";
  volatile Map<String, String> headers = Map.of();

  /** Whether it says that there is a body and never sends it. */
  volatile boolean isStuck;

  /** What every answer waits for once it was asked for. */
  volatile CountDownLatch gate = new CountDownLatch(0);

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;

  AnsweringServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
  }

  /** Waits until so many requests have come. */
  void awaitRequests(int count) throws InterruptedException {
    synchronized (requests) {
      while (requests.size() < count) {
        requests.wait();
      }
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    synchronized (requests) {
      requests.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      requests.notifyAll();
    }
    try {
      gate.await();
    } catch (InterruptedException e) {
      throw new InterruptedIOException("closed");
    }
    headers.forEach(exchange.getResponseHeaders()::set);
    byte[] octets = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, isStuck ? 100 : octets.length == 0 ? -1 : octets.length);
    if (!isStuck) {
      exchange.getResponseBody().write(octets);
      exchange.close();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
