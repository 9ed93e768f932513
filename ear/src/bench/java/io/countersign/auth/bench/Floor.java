package io.countersign.auth.bench;

import io.countersign.auth.bench.floor.FloorArchive;
import io.countersign.auth.bench.floor.FloorRefreshToken;
import io.countersign.auth.server.WildFlyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The bare application, on a WildFly as Countersign's, with a database of its own. */
final class Floor implements Contestant, AutoCloseable {
  private final ServerPlace place;
  private final WildFlyServer server;
  private final RefreshTokens tokens;
  private final String accessToken;

  private Floor(ServerPlace place, WildFlyServer server, RefreshTokens tokens, String accessToken) {
    this.place = place;
    this.server = server;
    this.tokens = tokens;
    this.accessToken = accessToken;
  }

  /** Starts it, with as many rows as Countersign has families. */
  static Floor start(Stage stage, Variant variant) {
    stage.progress().step("Starting the floor, " + variant);
    var place = ServerPlace.make(stage, "floor_" + variant.key(), variant);
    var families = Stream.generate(FloorRefreshToken::first).limit(Countersign.FAMILIES).toList();
    try {
      fill(place.database(), families);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    var archive =
        FloorArchive.write(
            place.folder().resolve("floor.war"), variant.algorithm(), variant.provider());
    var server = place.start(archive, "/floor/ready");
    var spent = families.get(0);
    var others = families.stream().skip(1).map(FloorRefreshToken::value).toList();
    return new Floor(place, server, new RefreshTokens(others), accessToken(place, spent));
  }

  private static void fill(OwnDatabase database, List<FloorRefreshToken> families)
      throws SQLException {
    database.execute(
        """
        create table floor_family (
          id         uuid    primary key,
          generation integer not null,
          digest     bytea   not null
        ) with (fillfactor = 50)
        """);
    try (var connection = database.dataSource().getConnection();
        var insert = connection.prepareStatement("insert into floor_family values (?, 0, ?)")) {
      connection.setAutoCommit(false);
      for (var family : families) {
        insert.setObject(1, family.family());
        insert.setBytes(2, family.digest());
        insert.addBatch();
      }
      insert.executeBatch();
      connection.commit();
    }
    database.execute("vacuum analyze floor_family");
  }

  private static String accessToken(ServerPlace place, FloorRefreshToken token) {
    try (var connection = new HttpConnection(place.address())) {
      return Answers.text(
          Answers.require(200, connection.send(refresh(token.value()))), "access_token");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "floor";
  }

  /** It has no other settings. */
  @Override
  public boolean isIn(Row row) {
    return !Row.OTHER_SETTINGS.contains(row);
  }

  @Override
  public ProcessHandle process() {
    return server.process();
  }

  @Override
  public List<Client> clients(Row row) {
    return IntStream.range(0, row.clients()).mapToObj(i -> client(row, i)).toList();
  }

  private Client client(Row row, int i) {
    var connections = new Connections(place.address());
    return switch (row) {
      case REFRESH -> tokens.client(i, row.clients(), connections, Floor::refresh);
      case ME -> Client.repeating(connections, HttpRequest.get("/floor/me", accessToken));
      case ACTIVE, ACTIVE_REDIS ->
          Client.repeating(connections, HttpRequest.get("/floor/active", accessToken));
      case LOGIN, LOGIN_EQUAL ->
          Client.repeating(
              connections,
              HttpRequest.postJson(
                  "/floor/login", "{\"username\":\"anna\",\"password\":\"a password\"}"));
    };
  }

  private static byte[] refresh(String token) {
    return HttpRequest.postJson("/floor/refresh", "{\"refresh_token\":\"" + token + "\"}");
  }

  @Override
  public void close() {
    server.close();
  }
}
