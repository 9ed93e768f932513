package io.countersign.auth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.arquillian.DeployedServer;
import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A client of {@code /auth}; header fields are given as name, value, name, value. */
public final class AuthClient {

  public static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";
  static final String INVALID_GRANT = "Bearer error=\"invalid_grant\"";

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private static final Map<URI, Login> ADMINISTRATORS = new ConcurrentHashMap<>();

  /** Asks for no other protocol on a plain listener, where there is none. */
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;

  private final @Nullable AuthServer server;

  private final boolean isChunked;

  /** A client of a server that sees its own address. */
  public AuthClient(URI base) {
    this(base, null, false);
  }

  /**
   * A client of a server that all tests share, whose every login comes from elsewhere: the wrong
   * passwords of all tests together would be too many from one address.
   */
  public AuthClient(AuthServer server) {
    this(server.baseUri(), server, false);
  }

  private AuthClient(URI base, @Nullable AuthServer server, boolean isChunked) {
    this.base = base;
    this.server = server;
    this.isChunked = isChunked;
  }

  /** The same, whose bodies come in chunks: a server cannot have them with the header. */
  AuthClient chunked() {
    return new AuthClient(base, server, true);
  }

  /** A client of the application that Arquillian deployed. */
  static AuthClient ofDeployed() {
    return new AuthClient(DeployedServer.server());
  }

  private AuthServer server() {
    return Objects.requireNonNull(server);
  }

  /** Makes a user with the administrator's password. */
  public String newUser() {
    return server().newUser();
  }

  /** Has the administrator give a user one role. */
  public void giveRole(String username, String role) {
    patch(
            "admin/users/" + idOf(username),
            "{\"roles\":[\"" + role + "\"]}",
            bearer(administrator()))
        .requireStatus(200);
  }

  /** Asks the administrator for a user's id. */
  public String idOf(String username) {
    return get("admin/users?prefix=" + username, bearer(administrator()))
        .requireStatus(200)
        .json()
        .getJsonArray("items")
        .getJsonObject(0)
        .getString("id");
  }

  /** An access token of the administrator: a few minutes old at most, and taken by the server. */
  public String administrator() {
    return ADMINISTRATORS
        .compute(
            base,
            (at, login) ->
                login != null && login.isYoung() && sensitive(login.token()).status() == 404
                    ? login
                    : new Login(login("admin").text("access_token"), System.nanoTime()))
        .token();
  }

  /** A hash of a password each time would be much of what the tests take. */
  private record Login(String token, long nanoTime) {
    boolean isYoung() {
      return System.nanoTime() - nanoTime < TimeUnit.MINUTES.toNanos(3);
    }
  }

  /** An address of a network that no other test is in. */
  public static String newAddress() {
    return "2001:db8:%x:%x::1"
        .formatted(
            ThreadLocalRandom.current().nextInt(0x10000),
            ThreadLocalRandom.current().nextInt(0x10000));
  }

  Answer send(String method, String path, byte[] body, String... headers) {
    var request = HttpRequest.newBuilder(base.resolve(path));
    request.method(method, publisher(body));
    for (int i = 0; i < headers.length; i += 2) {
      request.header(headers[i], headers[i + 1]);
    }
    try {
      return Answer.of(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private BodyPublisher publisher(byte[] body) {
    if (body.length == 0) {
      return BodyPublishers.noBody();
    }
    var whole = BodyPublishers.ofByteArray(body);
    return isChunked ? BodyPublishers.fromPublisher(whole) : whole;
  }

  public Answer get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  /** POSTs JSON. */
  public Answer post(String path, String json, String... headers) {
    return sendJson("POST", path, json, headers);
  }

  /** PATCHes JSON. */
  Answer patch(String path, String json, String... headers) {
    return sendJson("PATCH", path, json, headers);
  }

  private Answer sendJson(String method, String path, String json, String... headers) {
    var more = new String[headers.length + 2];
    System.arraycopy(headers, 0, more, 2, headers.length);
    more[0] = "Content-Type";
    more[1] = "application/json";
    return send(method, path, json.getBytes(UTF_8), more);
  }

  public Answer delete(String path, String accessToken) {
    return send("DELETE", path, new byte[0], bearer(accessToken));
  }

  public static String[] bearer(String accessToken) {
    return new String[] {"Authorization", "Bearer " + accessToken};
  }

  public Answer login(String username, String password, String... headers) {
    return post("login", json("username", username, "password", password), from(headers));
  }

  private String[] from(String... headers) {
    if (server == null || List.of(headers).contains(FORWARDED_FOR)) {
      return headers;
    }
    var more = Arrays.copyOf(headers, headers.length + 2);
    more[headers.length] = FORWARDED_FOR;
    more[headers.length + 1] = newAddress();
    return more;
  }

  /** Logs a user of {@link #newUser} in, which must succeed. */
  public Answer login(String username) {
    return login(username, AuthServer.PASSWORD).requireStatus(200);
  }

  public Answer refresh(String refreshToken, String... headers) {
    return post("refresh", json("refresh_token", refreshToken), headers);
  }

  Answer logout(String refreshToken) {
    return post("logout", json("refresh_token", refreshToken));
  }

  Answer me(String accessToken) {
    return get("me", bearer(accessToken));
  }

  /** Requires that sensitive operations take an access token. */
  void requireNotDenied(String accessToken) {
    sensitive(accessToken).requireProblem(404, "not_found");
  }

  /** Requires that sensitive operations refuse an access token, which was revoked. */
  void requireDenied(String accessToken) {
    sensitive(accessToken).requireUnauthorized("token_revoked", INVALID_TOKEN);
  }

  /** A sensitive operation that changes nothing: it ends a session that there is not. */
  Answer sensitive(String accessToken) {
    return delete("sessions/" + UUID.randomUUID(), accessToken);
  }

  /** A JSON object of texts, given as name, value, name, value. */
  public static String json(String... fields) {
    var object = Json.createObjectBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      object.add(fields[i], fields[i + 1]);
    }
    return object.build().toString();
  }
}
