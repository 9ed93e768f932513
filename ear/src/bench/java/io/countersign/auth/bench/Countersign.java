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
  private final Duration startTime;
  private final InetSocketAddress address;
  private final Accounts accounts;
  private final Families table;
  private RefreshTokens tokens;
  private int size = FAMILIES;

  private Countersign(
      OwnDatabase database,
      WildFlyServer server,
      Duration startTime,
      Accounts accounts,
      Families table) {
    this.database = database;
    this.server = server;
    this.startTime = startTime;
    this.address = address(server);
    this.accounts = accounts;
    this.table = table;
    this.tokens = new RefreshTokens(table.add(0, size, size));
  }

  /**
   * Starts it once for the schema and once more, which is the start that counts; and fills it.
   *
   * @param redis where the denylist is asked, else in PostgreSQL
   */
  static Countersign start(Stage stage, Variant variant, Optional<URI> redis) {
    var name = "countersign_" + variant.key() + (redis.isPresent() ? "_redis" : "");
    stage
        .progress()
        .step("Starting Countersign, " + variant + redis.map(it -> ", Redis").orElse(""));
    var database = OwnDatabase.create(stage.database(), name);
    var folder = stage.servers().resolve(name);
    makeFolder(folder);
    var masterKey = Secrets.masterKey(folder);
    var password = Secrets.password();
    var settings =
        ServerSettings.local(folder.resolve("wildfly"), stage.database(), masterKey)
            .with("COUNTERSIGN_DB_URL", database.url())
            .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", password)
            .with("COUNTERSIGN_SIGNING_ALGORITHM", variant.algorithm())
            .with("COUNTERSIGN_CRYPTO_PROVIDER", variant.provider());
    var complete = redis.map(it -> settings.with("COUNTERSIGN_REDIS_URI", it.toString()));
    var archives =
        List.of(
            stage.build().ear(),
            FloorArchive.write(
                folder.resolve("floor.war"), variant.algorithm(), variant.provider()));
    start(stage, complete.orElse(settings), archives).close();
    var begin = System.nanoTime();
    var server = start(stage, complete.orElse(settings), archives);
    var took = Duration.ofNanos(System.nanoTime() - begin);
    requireProvider(server, variant);
    var accounts = Accounts.create(address(server), password, Row.LOGIN.clients());
    return new Countersign(database, server, took, accounts, Families.of(database, masterKey));
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

  /** Returns the time from the start of the process until it was ready. */
  Duration startTime() {
    return startTime;
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
    var connection = new HttpConnection(address);
    return switch (row) {
      case REFRESH -> refreshing(i, row.clients(), connection);
      case ME -> Client.repeating(connection, get("/auth/me", i));
      case ACTIVE, ACTIVE_REDIS -> Client.repeating(connection, get("/auth/me/active", i));
      case LOGIN -> Client.repeating(connection, accounts.login(i));
    };
  }

  /** Returns one of so many clients, each of which has its share of the sessions. */
  Client refreshing(int i, int clients, HttpConnection connection) {
    return tokens.client(i, clients, connection, Countersign::refresh);
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
