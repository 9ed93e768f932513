package io.countersign.auth.browser;

import com.microsoft.playwright.BrowserContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web application on an origin of its own: a page that has the client, resources below {@code
 * /api} that want a token, and {@code /auth} of somebody else.
 */
final class Site implements AutoCloseable {

  /** What a careful page allows itself: the client needs no more. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; connect-src *; base-uri 'none';"
          + " require-trusted-types-for 'script'";

  private static final String PAGE =
      """
      <!doctype html><html lang="en"><title>Site</title><link rel="icon" href="data:,">
      <script type="module" src="/app.js"></script></html>
      """;

  private static final String APP =
      """
      import { Countersign, CountersignError } from '/auth/client/countersign.js';
      globalThis.heard = [];
      globalThis.connect = (options) => {
        const auth = new Countersign(options);
        for (const type of ['signedin', 'refreshed', 'signedout', 'insufficient']) {
          auth.addEventListener(type, ({ detail }) => heard.push({ type, ...detail }));
        }
        return auth;
      };
      Object.assign(globalThis, { Countersign, CountersignError, auth: connect() });
      """;

  private static final String REFUSED = "Bearer error=\"invalid_token\"";

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Network.Backend auth;
  private final Network network = new Network();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Set<String> used = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final Map<String, Reply> answers = new ConcurrentHashMap<>();

  private volatile String admitted = "";

  private Site(HttpServer server, Network.Backend auth) {
    this.server = server;
    this.auth = auth;
  }

  /** Starts a site with this behind {@code /auth}. */
  static Site start(Network.Backend auth) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var site = new Site(server, auth);
    server.setExecutor(site.threads);
    server.createContext("/", site::handle);
    server.start();
    return site;
  }

  URI uri() {
    return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
  }

  /** What is between the browser and {@code /auth/refresh}. */
  Network network() {
    return network;
  }

  /** Opens the page in a new tab. */
  Tab open(BrowserContext context) {
    return Tab.open(context, uri());
  }

  /** What came to {@code /api}, and to {@code /auth} without the module itself. */
  List<Call> calls(String path) {
    return calls.stream().filter(call -> call.path().equals(path)).toList();
  }

  /** Answers a path of {@code /api} from now on. */
  void answer(String path, Reply reply) {
    answers.put(path, reply);
  }

  /** Refuses a token at {@code /api} from now on. */
  void refuse(String token) {
    refused.add(token);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      var path = exchange.getRequestURI().getPath();
      if (path.equals("/auth/refresh")) {
        network.pass(exchange, this::record);
      } else {
        answer(path, Call.read(exchange)).send(exchange);
      }
    } finally {
      exchange.close();
    }
  }

  /**
   * Lets scripts of another origin call {@code /auth}, as {@code countersign.cors.origins} does.
   */
  void admit(Site other) {
    admitted = other.uri().toString().replaceFirst("/$", "");
  }

  private Reply record(Call call) throws IOException {
    if (admitted.isEmpty()) {
      calls.add(call);
      return auth.answer(call);
    }
    if (!call.method().equals("OPTIONS")) {
      calls.add(call);
      return admitting(auth.answer(call));
    }
    return admitting(Reply.empty(204))
        .with("Access-Control-Allow-Headers", "Authorization, Content-Type");
  }

  private Reply admitting(Reply reply) {
    return reply
        .with("Access-Control-Allow-Origin", admitted)
        .with("Access-Control-Allow-Credentials", "true")
        .with("Access-Control-Expose-Headers", "Retry-After, WWW-Authenticate");
  }

  private Reply answer(String path, Call call) throws IOException {
    if (path.startsWith("/auth/") || path.startsWith("/sso/auth/")) {
      return record(call);
    }
    if (path.startsWith("/api/")) {
      calls.add(call);
      return resource(call);
    }
    return switch (path) {
      case "/" -> Reply.of(200, "text/html", PAGE).with("Content-Security-Policy", POLICY);
      case "/app.js" -> Reply.of(200, "text/javascript", APP);
      default -> Reply.empty(404);
    };
  }

  /**
   * Every site may ask, as careless services allow it. {@code /api/once} takes a token once from
   * each tab, so that a tab needs a new one each time.
   */
  private Reply resource(Call call) {
    var reply =
        Optional.ofNullable(answers.get(call.path()))
            .map(it -> new Reply(it.status(), it.headers(), it.body()))
            .orElseGet(() -> own(call));
    return call.method().equals("OPTIONS") ? new Reply(204, reply.headers(), new byte[0]) : reply;
  }

  private Reply own(Call call) {
    var token = call.token().orElse("");
    var isTaken =
        !token.isEmpty()
            && !refused.contains(token)
            && (!call.path().equals("/api/once")
                || used.add(token + call.header("X-Tab").orElse("")));
    return isTaken
        ? Reply.of(200, "text/plain", "done" + call.text())
        : Reply.empty(401).with("WWW-Authenticate", REFUSED);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
