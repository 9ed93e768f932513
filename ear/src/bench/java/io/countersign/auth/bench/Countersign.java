package io.countersign.auth.bench;

import io.countersign.auth.server.ClassArchive;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.WildFlyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
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

  private static final String READY = "/auth/health/ready";

  private final ServerPlace place;
  private final WildFlyServer server;
  private final Accounts accounts;
  private final Families table;
  private RefreshTokens tokens;
  private int size = FAMILIES;

  private Countersign(ServerPlace place, WildFlyServer server, Accounts accounts, Families table) {
    this.place = place;
    this.server = server;
    this.accounts = accounts;
    this.table = table;
    this.tokens = new RefreshTokens(table.add(0, size, size));
  }

  /**
   * Starts it once for the schema and the archive of classes, as the first {@code -Prun} does, and
   * returns how long another start takes until it serves.
   */
  static Duration timeToReady(Stage stage) {
    var place = ServerPlace.make(stage, "countersign_start", new Variant("RS256", "default"));
    place.start(stage.build().ear(), READY).close();
    ClassArchive.of(stage.build()).keep();
    var begin = System.nanoTime();
    var server = place.start(stage.build().ear(), READY);
    var took = Duration.ofNanos(System.nanoTime() - begin);
    server.close();
    return took;
  }

  /**
   * Starts it and fills it.
   *
   * @param redis where the denylist is asked, else in PostgreSQL; with it, passwords are hashed
   *     with Keycloak's parameters
   */
  static Countersign start(Stage stage, Variant variant, Optional<URI> redis) {
    stage
        .progress()
        .step("Starting Countersign, " + variant + redis.map(it -> ", Redis").orElse(""));
    var password = Secrets.password();
    var name = "countersign_" + variant.key() + (redis.isPresent() ? "_redis" : "");
    var usual =
        ServerPlace.make(stage, name, variant)
            .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", password);
    var place =
        redis
            .map(
                it ->
                    usual
                        .with("COUNTERSIGN_REDIS_URI", it.toString())
                        .with("COUNTERSIGN_PASSWORD_ARGON2_MEMORY", "7168")
                        .with("COUNTERSIGN_PASSWORD_ARGON2_ITERATIONS", "5"))
            .orElse(usual);
    var server = place.start(stage.build().ear(), READY);
    requireProvider(server, variant);
    var accounts = Accounts.create(place.address(), password, Row.LOGIN.clients());
    return new Countersign(
        place, server, accounts, Families.of(place.database(), place.masterKey()));
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
    return place.address();
  }

  OwnDatabase database() {
    return place.database();
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
    var connections = new Connections(place.address());
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
