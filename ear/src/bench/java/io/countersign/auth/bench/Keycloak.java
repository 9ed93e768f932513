package io.countersign.auth.bench;

import io.countersign.auth.bench.HttpConnection.Answer;
import io.countersign.auth.server.Folders;
import io.countersign.auth.server.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

/**
 * Keycloak with refresh-token rotation, in a database of its own. Its sessions are opened by
 * logins, as anybody's; only the hash of their passwords is a cheap one until that is done.
 */
final class Keycloak implements Contestant, AutoCloseable {
  private static final String PROTOCOL =
      "/realms/" + KeycloakRealm.NAME + "/protocol/openid-connect";
  private static final String TOKEN = PROTOCOL + "/token";
  private static final int OPENING_CLIENTS = 8;

  /**
   * Fewer than Countersign has, since each takes a login; Keycloak has all of them in its cache.
   */
  private static final int SESSIONS = 2_000;

  /** What the client has by default in any case. */
  private static final String SCOPE = "profile";

  /** Userinfo wants this; every refresh would sign an ID token besides. */
  private static final String WITH_ID_TOKEN = "openid";

  private final KeycloakServer server;
  private final KeycloakAdministration administration;
  private final String password;
  private final RefreshTokens tokens;

  private Keycloak(
      KeycloakServer server, KeycloakAdministration administration, String password, Stage stage) {
    this.server = server;
    this.administration = administration;
    this.password = password;
    stage.progress().step("Opening %,d sessions of Keycloak".formatted(SESSIONS));
    this.tokens = new RefreshTokens(openSessions());
    administration.hashPasswords(KeycloakRealm.DEFAULT_HASH);
    for (int i = 0; i < Row.LOGIN.clients(); i++) {
      administration.createUser(name(i), password);
    }
  }

  /** Starts it once for the schema and the realm and once more, which is the start that counts. */
  static Keycloak start(Stage stage) {
    stage.progress().step("Building Keycloak");
    var folder = stage.build().folder().resolve("keycloak");
    var home = folder.resolve("keycloak-" + System.getProperty("keycloak.version"));
    var password = Secrets.password();
    var administratorPassword = Secrets.password();
    var settings =
        new KeycloakServer.Settings(
            home,
            stage.options().keycloakJava(),
            OwnDatabase.create(stage.database(), "keycloak"),
            stage.database().username(),
            stage.database().password(),
            administratorPassword,
            stage.servers().resolve("keycloak.log"));
    KeycloakServer.build(settings);
    writeRealm(home, password);
    stage.progress().step("Starting Keycloak");
    KeycloakServer.start(settings, "--import-realm").close();
    var server = KeycloakServer.start(settings);
    var administration = new KeycloakAdministration(server.address(), administratorPassword);
    return new Keycloak(server, administration, password, stage);
  }

  private static void writeRealm(Path home, String password) {
    var folder = home.resolve("data/import");
    try {
      Folders.delete(folder);
      Files.createDirectories(folder);
      Files.writeString(folder.resolve("bench-realm.json"), KeycloakRealm.json(password));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> openSessions() {
    var threads = Executors.newFixedThreadPool(OPENING_CLIENTS);
    try {
      var share = SESSIONS / OPENING_CLIENTS;
      var shares =
          IntStream.range(0, OPENING_CLIENTS)
              .mapToObj(i -> threads.submit(() -> openSessions(i * share, share)))
              .toList();
      var all = new ArrayList<String>();
      for (var opened : shares) {
        all.addAll(opened.get());
      }
      return all;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private List<String> openSessions(int first, int count) {
    try (var connection = new HttpConnection(address())) {
      return IntStream.range(first, first + count)
          .mapToObj(i -> login(connection, KeycloakRealm.user(i % KeycloakRealm.USERS), SCOPE))
          .map(answer -> Answers.text(answer, "refresh_token"))
          .toList();
    }
  }

  private Answer login(HttpConnection connection, String username, String scope) {
    try {
      return Answers.require(200, connection.send(loginRequest(username, scope)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] loginRequest(String username, String scope) {
    return HttpRequest.postForm(
        TOKEN,
        "grant_type",
        "password",
        "client_id",
        KeycloakRealm.CLIENT,
        "username",
        username,
        "password",
        password,
        "scope",
        scope);
  }

  private static byte[] refreshRequest(String token) {
    return HttpRequest.postForm(
        TOKEN,
        "grant_type",
        "refresh_token",
        "client_id",
        KeycloakRealm.CLIENT,
        "refresh_token",
        token);
  }

  private static String name(int i) {
    return "bench-" + i;
  }

  /** Has access tokens signed by an algorithm from now on. */
  void signBy(String algorithm) {
    administration.signBy(algorithm);
  }

  private InetSocketAddress address() {
    return server.address();
  }

  /** Returns the time from the start of the process until it was ready. */
  Duration startTime() {
    return server.startTime();
  }

  @Override
  public String name() {
    return "Keycloak";
  }

  @Override
  public ProcessHandle process() {
    return server.jvm();
  }

  @Override
  public List<Client> clients(Row row) {
    return IntStream.range(0, row.clients()).mapToObj(i -> client(row, i)).toList();
  }

  private Client client(Row row, int i) {
    var connections = new Connections(address());
    return switch (row) {
      case REFRESH -> tokens.client(i, row.clients(), connections, Keycloak::refreshRequest);
      case ME, ACTIVE, ACTIVE_REDIS ->
          Client.repeating(connections, HttpRequest.get(PROTOCOL + "/userinfo", accessToken(i)));
      case LOGIN, LOGIN_EQUAL -> Client.repeating(connections, loginRequest(name(i), SCOPE));
    };
  }

  private String accessToken(int user) {
    try (var connection = new HttpConnection(address())) {
      return Answers.text(login(connection, name(user), WITH_ID_TOKEN), "access_token");
    }
  }

  @Override
  public void close() {
    server.close();
  }
}
