package io.countersign.auth.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.arquillian.DeployedServer;
import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** A client of {@code /auth}; header fields are given as name, value, name, value. */
final class AuthClient {

  static final String INVALID_TOKEN = "Bearer error=\"invalid_token\"";
  static final String INVALID_GRANT = "Bearer error=\"invalid_grant\"";

  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private final HttpClient client = HttpClient.newHttpClient();
  private final URI base;

  private final boolean isBehindProxy;

  /** A client of a server that sees its own address. */
  AuthClient(URI base) {
    this(base, false);
  }

  private AuthClient(URI base, boolean isBehindProxy) {
    this.base = base;
    this.isBehindProxy = isBehindProxy;
  }

  /**
   * A client of the deployed application, whose every login comes from elsewhere: the wrong
   * passwords of all tests together would be too many from one address.
   */
  static AuthClient ofDeployed() {
    return new AuthClient(DeployedServer.baseUri(), true);
  }

  /** An address of a network that no other test is in. */
  static String newAddress() {
    return "2001:db8:%x:%x::1"
        .formatted(
            ThreadLocalRandom.current().nextInt(0x10000),
            ThreadLocalRandom.current().nextInt(0x10000));
  }

  /** Makes a user of the deployed application with the administrator's password. */
  static String newUser() {
    var username = "user-" + UUID.randomUUID();
    try (var connection = DeployedServer.database().dataSource().getConnection();
        var insert =
            connection.prepareStatement(
                """
                insert into user_account
                  (user_id, username, directory, password_hash,
                   epoch, oldest_epoch, disabled, created_at)
                select gen_random_uuid(), ?, directory, password_hash, 0, 0, false, now()
                  from user_account where username = 'admin'
                """)) {
      insert.setString(1, username);
      insert.executeUpdate();
      return username;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  Answer send(String method, String path, byte[] body, String... headers) {
    var request = HttpRequest.newBuilder(base.resolve(path));
    request.method(
        method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
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

  Answer get(String path, String... headers) {
    return send("GET", path, new byte[0], headers);
  }

  /** POSTs JSON. */
  Answer post(String path, String json, String... headers) {
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

  Answer delete(String path, String accessToken) {
    return send("DELETE", path, new byte[0], bearer(accessToken));
  }

  static String[] bearer(String accessToken) {
    return new String[] {"Authorization", "Bearer " + accessToken};
  }

  Answer login(String username, String password, String... headers) {
    return post("login", json("username", username, "password", password), from(headers));
  }

  private String[] from(String... headers) {
    if (!isBehindProxy || List.of(headers).contains(FORWARDED_FOR)) {
      return headers;
    }
    var more = Arrays.copyOf(headers, headers.length + 2);
    more[headers.length] = FORWARDED_FOR;
    more[headers.length + 1] = newAddress();
    return more;
  }

  /** Logs a user of {@link #newUser} in, which must succeed. */
  Answer login(String username) {
    return login(username, DeployedServer.administratorPassword()).requireStatus(200);
  }

  Answer refresh(String refreshToken, String... headers) {
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
  static String json(String... fields) {
    var object = Json.createObjectBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      object.add(fields[i], fields[i + 1]);
    }
    return object.build().toString();
  }
}
