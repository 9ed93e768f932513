package io.countersign.auth.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.web.browser.BrowserClientResource;
import jakarta.json.Json;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.StringReader;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the client sees of Countersign, with single use as strict as it is: who presents a refresh
 * token again ends the session, unless there is a retry window. Time does not pass here.
 */
final class ScriptedServer implements Network.Backend {

  static final String PASSWORD = "right";

  private static final String COOKIE = "refresh";
  private static final String ATTRIBUTES = "; HttpOnly; SameSite=Strict; Path=/";

  private record Session(String id, String username, int generation, String end, long shownAt) {
    Session ended(String reason) {
      return new Session(id, username, generation, reason, shownAt);
    }

    Session shownAt(long time) {
      return new Session(id, username, generation, end, time);
    }

    Session next() {
      return new Session(id, username, generation + 1, end, shownAt);
    }
  }

  private final Map<String, Session> sessions = new TreeMap<>();
  private final AtomicInteger running = new AtomicInteger();
  private final boolean hasRetryWindow;
  private int seconds = 900;
  private long clock = 1_800_000_000;
  private int reused;
  private int mostAtOnce;

  private ScriptedServer(boolean hasRetryWindow) {
    this.hasRetryWindow = hasRetryWindow;
  }

  static ScriptedServer strict() {
    return new ScriptedServer(false);
  }

  static ScriptedServer withRetryWindow() {
    return new ScriptedServer(true);
  }

  /** How long access tokens live from now on, in seconds. */
  void tokensLive(int time) {
    seconds = time;
  }

  /** How many refresh tokens were presented again. */
  synchronized int reused() {
    return reused;
  }

  /** How many requests with the cookie there were at the same time, at most. */
  synchronized int mostAtOnce() {
    return mostAtOnce;
  }

  /** Ends every session for a reason. */
  synchronized void endAll(String reason) {
    sessions.replaceAll((id, session) -> session.ended(reason));
  }

  @Override
  public Reply answer(Call call) throws IOException {
    if (call.path().endsWith("/auth/client/countersign.js")) {
      return module();
    }
    note(running.incrementAndGet());
    try {
      return answerAlone(call);
    } finally {
      running.decrementAndGet();
    }
  }

  private synchronized void note(int atOnce) {
    mostAtOnce = Math.max(mostAtOnce, atOnce);
  }

  private synchronized Reply answerAlone(Call call) {
    clock++;
    return switch (call.path().replaceFirst("^/sso", "")) {
      case "/auth/login" -> login(call);
      case "/auth/refresh" -> refresh(call);
      case "/auth/logout" -> logout(call);
      case "/auth/reauthenticate" -> reauthenticate(call);
      default -> problem(404, "not_found");
    };
  }

  private static Reply module() throws IOException {
    try (var module = BrowserClientResource.class.getResourceAsStream("countersign.js")) {
      return Reply.of(200, "text/javascript", module.readAllBytes());
    }
  }

  private Reply login(Call call) {
    var body = call.json();
    if (!body.getString("password").equals(PASSWORD)) {
      return problem(401, "invalid_credentials").with("WWW-Authenticate", "Bearer");
    }
    var id = UUID.randomUUID().toString();
    return tokens(new Session(id, body.getString("username"), 0, "", clock));
  }

  private Reply refresh(Call call) {
    var cookie = call.cookie(COOKIE);
    if (cookie.isEmpty()) {
      return problem(400, "invalid_request");
    }
    var session = sessionOf(cookie).orElseThrow();
    var generation = generationOf(cookie.get());
    if (!session.end().isEmpty()) {
      return ended(session, "token_revoked");
    }
    if (hasRetryWindow && generation == session.generation() - 1) {
      return tokens(session);
    }
    if (generation != session.generation()) {
      reused++;
      return ended(session.ended("reuse"), "token_reused");
    }
    return tokens(session.next());
  }

  private Optional<Session> sessionOf(Optional<String> cookie) {
    return cookie.map(value -> sessions.get(value.substring(0, value.indexOf('.'))));
  }

  private static int generationOf(String cookie) {
    return Integer.parseInt(cookie.substring(cookie.indexOf('.') + 1));
  }

  private Reply logout(Call call) {
    sessionOf(call.cookie(COOKIE)).ifPresent(it -> sessions.put(it.id(), it.ended("revoked")));
    return Reply.empty(204).with("Set-Cookie", COOKIE + "=; Max-Age=0" + ATTRIBUTES);
  }

  private Reply reauthenticate(Call call) {
    if (!call.json().getString("password").equals(PASSWORD)) {
      return problem(401, "invalid_credentials").with("WWW-Authenticate", "Bearer");
    }
    var id = claim(call.token().orElseThrow(), "sid");
    var session = Objects.requireNonNull(sessions.get(id)).shownAt(clock);
    sessions.put(session.id(), session);
    return json(200, access(session));
  }

  private Reply tokens(Session session) {
    sessions.put(session.id(), session);
    var cookie = COOKIE + "=" + session.id() + "." + session.generation() + ATTRIBUTES;
    return json(200, access(session).add("session_id", session.id())).with("Set-Cookie", cookie);
  }

  private JsonObjectBuilder access(Session session) {
    var claims =
        Json.createObjectBuilder()
            .add("sub", "id-of-" + session.username())
            .add("upn", session.username())
            .add("groups", Json.createArrayBuilder().add("clerk"))
            .add("sid", session.id())
            .add("jti", UUID.randomUUID().toString())
            .add("auth_time", session.shownAt())
            .add("iat", clock);
    return Json.createObjectBuilder()
        .add("access_token", "e30." + encode(claims.build().toString()) + ".c2ln")
        .add("token_type", "Bearer")
        .add("expires_in", seconds);
  }

  private static String encode(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  /** A text among the claims of a token of this server. */
  static String claim(String token, String name) {
    var payload = token.substring(token.indexOf('.') + 1, token.lastIndexOf('.'));
    var claims = new String(Base64.getUrlDecoder().decode(payload), UTF_8);
    try (var reader = Json.createReader(new StringReader(claims))) {
      return reader.readObject().getString(name);
    }
  }

  private Reply ended(Session session, String code) {
    sessions.put(session.id(), session);
    var problem =
        problem(code)
            .add("ended_reason", session.end())
            .add("ended_at", "2026-11-28T12:00:00Z")
            .add("reason", "Because.");
    return problem(401, problem)
        .with("WWW-Authenticate", "Bearer error=\"invalid_grant\"")
        .with("Set-Cookie", COOKIE + "=; Max-Age=0" + ATTRIBUTES);
  }

  private static JsonObjectBuilder problem(String code) {
    return Json.createObjectBuilder().add("code", code).add("detail", "No.");
  }

  static Reply problem(int status, String code) {
    return problem(status, problem(code));
  }

  private static Reply problem(int status, JsonObjectBuilder problem) {
    return Reply.of(status, "application/problem+json", problem.build().toString());
  }

  private static Reply json(int status, JsonObjectBuilder body) {
    return Reply.of(status, "application/json", body.build().toString());
  }
}
