package io.countersign.auth.bench;

import io.countersign.auth.bench.floor.FloorArchive;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Countersign on WildFly with its default settings, in a database of its own. */
final class Countersign implements Contestant, AutoCloseable {

  /** How many families there are to refresh. */
  static final int FAMILIES = 10_000;

  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final OwnDatabase database;
  private final WildFlyServer server;
  private final InetSocketAddress address;
  private final Accounts accounts;
  private final Families table;
  private RefreshTokens tokens;
  private int size = FAMILIES;

  private Countersign(
      OwnDatabase database, WildFlyServer server, Accounts accounts, Families table) {
    this.database = database;
    this.server = server;
    this.address = address(server);
    this.accounts = accounts;
    this.table = table;
    this.tokens = new RefreshTokens(table.add(0, size, size));
  }

  /** Starts it once for the schema, and returns how long another start takes until it serves. */
  static Duration timeToReady(Stage stage) {
    var database = OwnDatabase.create(stage.database(), "countersign_start");
    var folder = stage.servers().resolve("countersign_start");
    makeFolder(folder);
    var settings = settings(stage, folder, database, new Variant("RS256", "default"));
    var ear = List.of(stage.build().ear());
    start(stage, settings, ear).close();
    var begin = System.nanoTime();
    var server = start(stage, settings, ear);
    var took = Duration.ofNanos(System.nanoTime() - begin);
    server.close();
    return took;
  }

  /**
   * Starts it together with the floor, and fills it.
   *
   * @param redis where the denylist is asked, else in PostgreSQL; with it, passwords are hashed
   *     with Keycloak's parameters
   */
  static Countersign start(Stage stage, Variant variant, Optional<URI> redis) {
    var name = "countersign_" + variant.key() + (redis.isPresent() ? "_redis" : "");
    stage
        .progress()
        .step("Starting Countersign, " + variant + redis.map(it -> ", Redis").orElse(""));
    var database = OwnDatabase.create(stage.database(), name);
    var folder = stage.servers().resolve(name);
    makeFolder(folder);
    var password = Secrets.password();
    var settings =
        settings(stage, folder, database, variant)
            .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", password);
    var complete =
        redis.map(
            it ->
                settings
                    .with("COUNTERSIGN_REDIS_URI", it.toString())
                    .with("COUNTERSIGN_PASSWORD_ARGON2_MEMORY", "7168")
                    .with("COUNTERSIGN_PASSWORD_ARGON2_ITERATIONS", "5"));
    var archives =
        List.of(
            stage.build().ear(),
            FloorArchive.write(
                folder.resolve("floor.war"), variant.algorithm(), variant.provider()));
    var server = start(stage, complete.orElse(settings), archives);
    requireProvider(server, variant);
    var accounts = Accounts.create(address(server), password, Row.LOGIN.clients());
    return new Countersign(database, server, accounts, Families.of(database, masterKey(folder)));
  }

  private static ServerSettings settings(
      Stage stage, Path folder, OwnDatabase database, Variant variant) {
    return ServerSettings.local(folder.resolve("wildfly"), stage.database(), masterKey(folder))
        .with("COUNTERSIGN_DB_URL", database.url())
        .with("COUNTERSIGN_SIGNING_ALGORITHM", variant.algorithm())
        .with("COUNTERSIGN_CRYPTO_PROVIDER", variant.provider());
  }

  private static Path masterKey(Path folder) {
    var file = folder.resolve("master.key");
    return Files.exists(file) ? file : Secrets.masterKey(folder);
  }

  private static InetSocketAddress address(WildFlyServer server) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.baseUri().getPort());
  }

  private static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WildFlyServer start(Stage stage, ServerSettings settings, List<Path> archives) {
    var ready = settings.baseUri().resolve("health/ready");
    var server = WildFlyServer.start(stage.build(), settings, archives, ready);
    server.awaitReady(
        TIMEOUT, waited -> stage.progress().waiting("WildFly is still deploying", waited));
    return server;
  }

  /**
   * Where the provider cannot be used, the server goes on with Java's own and says so in its log.
   */
  private static void requireProvider(WildFlyServer server, Variant variant) {
    try (var lines = Files.lines(server.log())) {
      if (variant.isCorretto() && lines.noneMatch(line -> line.endsWith("signs and verifies"))) {
        throw new IllegalStateException("Corretto does not sign; the log: " + server.log());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "Countersign";
  }

  @Override
  public ProcessHandle process() {
    return server.process();
  }

  InetSocketAddress address() {
    return address;
  }

  OwnDatabase database() {
    return database;
  }

  Accounts accounts() {
    return accounts;
  }

  /** Returns how many families there are, but for those of logins. */
  int families() {
    return size;
  }

  /**
   * Adds families.
   *
   * @param to how many there are then
   * @param refreshed how many of them are refreshed from then on, evenly and in no order
   */
  void grow(int to, int refreshed) {
    var one = to / refreshed;
    var more = new ArrayList<>(tokens.oneIn(Math.max(1, one * tokens.count() / size)));
    more.addAll(table.add(size, to, (to - size) / one));
    Collections.shuffle(more, new Random(1));
    tokens = new RefreshTokens(more);
    size = to;
  }

  @Override
  public List<Client> clients(Row row) {
    return IntStream.range(0, row.clients()).mapToObj(i -> client(row, i)).toList();
  }

  private Client client(Row row, int i) {
    var connections = new Connections(address);
    return switch (row) {
      case REFRESH -> refreshing(i, row.clients(), connections);
      case ME -> Client.repeating(connections, get("/auth/me", i));
      case ACTIVE, ACTIVE_REDIS -> Client.repeating(connections, get("/auth/me/active", i));
      case LOGIN, LOGIN_EQUAL -> Client.repeating(connections, accounts.login(i));
    };
  }

  /** Returns one of so many clients, each of which has its share of the sessions. */
  Client refreshing(int i, int clients, Connections connections) {
    return tokens.client(i, clients, connections, Countersign::refresh);
  }

  private static byte[] refresh(String token) {
    return HttpRequest.postJson("/auth/refresh", "{\"refresh_token\":\"" + token + "\"}");
  }

  private byte[] get(String path, int user) {
    return HttpRequest.get(path, accounts.accessToken(user));
  }

  @Override
  public void close() {
    server.close();
  }
}
