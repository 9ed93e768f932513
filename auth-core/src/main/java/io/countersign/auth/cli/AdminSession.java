package io.countersign.auth.cli;

import io.countersign.auth.verify.PromptHttp;
import io.countersign.auth.verify.ServerAddress;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jose4j.json.JsonUtil;

/**
 * What an administrator asks of a server during a long command, from several threads. Who gave a
 * password is logged in again when the access token, or the login, has grown too old.
 */
final class AdminSession implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int LARGEST = 1 << 20;

  /** Who logs in. */
  record Login(String username, String password) {

    /** Without the password. */
    @Override
    public String toString() {
      return "Login[" + username + "]";
    }
  }

  private final ServerAddress server;
  private final Optional<Login> login;
  private final PromptHttp http = new PromptHttp(PATIENCE, LARGEST);

  private BearerToken token;
  private Optional<String> refreshToken = Optional.empty();

  /** Goes on with an access token, until it has grown too old. */
  AdminSession(ServerAddress server, BearerToken token) {
    this.server = server;
    this.login = Optional.empty();
    this.token = token;
  }

  /**
   * Logs in.
   *
   * @throws CommandFailedException when the server refuses
   */
  AdminSession(ServerAddress server, Login login) {
    this.server = server;
    this.login = Optional.of(login);
    this.token = logIn(login);
  }

  private synchronized BearerToken token() {
    return token;
  }

  /**
   * Reads something.
   *
   * @throws IOException when no answer came
   */
  PromptHttp.Answer get(String path) throws IOException {
    return ask(HttpRequest.newBuilder(server.resolve(path)).GET());
  }

  /**
   * Has something made of a JSON object.
   *
   * @throws IOException when no answer came
   */
  PromptHttp.Answer post(String path, String json) throws IOException {
    return ask(posting(path, json));
  }

  private HttpRequest.Builder posting(String path, String json) {
    return HttpRequest.newBuilder(server.resolve(path))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(json));
  }

  private PromptHttp.Answer ask(HttpRequest.Builder request) throws IOException {
    BearerToken used = token();
    PromptHttp.Answer answer = send(request, used);
    return answer.status() == 401 && login.isPresent()
        ? send(request, newerThan(used, login.get()))
        : answer;
  }

  private PromptHttp.Answer send(HttpRequest.Builder request, BearerToken bearer)
      throws IOException {
    return http.send(
        request
            .copy()
            .setHeader("Authorization", bearer.authorization())
            .setHeader("Accept", "application/json, application/problem+json")
            .build());
  }

  /** Of several threads that were refused at once, one logs in. */
  private synchronized BearerToken newerThan(BearerToken used, Login again) {
    if (used == token) {
      close();
      token = logIn(again);
    }
    return token;
  }

  private BearerToken logIn(Login who) {
    Map<String, Object> body =
        Map.of(
            "username", who.username(),
            "password", who.password(),
            "device_name", "countersign users import");
    try {
      PromptHttp.Answer answer = http.send(posting("/login", JsonUtil.toJson(body)).build());
      Map<String, Object> tokens = AdminAnswer.of(answer.status(), answer.body()).members();
      refreshToken = Optional.of(String.valueOf(tokens.get("refresh_token")));
      return new BearerToken(String.valueOf(tokens.get("access_token")));
    } catch (IOException e) {
      throw new CommandFailedException(server + "/login: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new CommandFailedException("this is no login of Countersign's", e);
    }
  }

  /** Logs out, if this session has logged in. */
  @Override
  public synchronized void close() {
    refreshToken.ifPresent(this::logOut);
    refreshToken = Optional.empty();
  }

  private void logOut(String token) {
    try {
      http.send(posting("/logout", JsonUtil.toJson(Map.of("refresh_token", token))).build());
    } catch (IOException e) {
      // the session ends by itself, and everything that was asked for is done
    }
  }
}
