package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_GRANT;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.OpenLiberty;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.Server;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client holds outlives the end of the server: a stop, and {@code kill -9}. */
class CrashIT {

  private static final String PASSWORD = "violet kettle drums on tuesday";

  private static final String AWAITS_LOCK =
      "select 1 from pg_stat_activity where wait_event_type = 'Lock'";

  /**
   * A server that waits.
   *
   * @param begun what it logs when it begins to stop
   * @param undeployed what it logs when it takes the application away
   */
  private record Stopping(
      String name,
      BiFunction<Build, ServerSettings, Server> start,
      String begun,
      String undeployed) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Stopping> stopping() {
    return Stream.of(
        new Stopping(
            "WildFly", WildFlyServer::start, "Suspending server", "Unregistered web context"),
        new Stopping("Open Liberty", OpenLiberty::start, "CWWKE1100I", "CWWKZ0009I"));
  }

  /** A server that does not wait for the refresh takes the application away at once. */
  private static final Duration GONE_SOON = Duration.ofSeconds(3);

  private static final Duration READY = Duration.ofMinutes(5);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path folder;

  private final Build build = Build.ofThisModule();

  private ServerSettings settings(EmbeddedDatabase database) {
    return ServerSettings.local(folder.resolve("server"), database, Secrets.masterKey(folder))
        .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD);
  }

  private WildFlyServer start(ServerSettings settings) {
    var server = WildFlyServer.start(build, settings);
    server.awaitReady(READY, waited -> {});
    return server;
  }

  @Test
  void kill_betweenLoginAndRefresh_losesNothingAndForgetsNoReuse() {
    try (var database = EmbeddedDatabase.start(build, folder.resolve("postgresql"))) {
      var settings = settings(database);
      var killed = start(settings);
      var client = new AuthClient(killed.baseUri());
      var untouched = client.login("admin", PASSWORD).requireStatus(200);
      var rotated = client.login("admin", PASSWORD).requireStatus(200);
      var successor = client.refresh(rotated.text("refresh_token")).requireStatus(200);
      killed.kill();

      try (var restarted = start(settings)) {
        assertThat(restarted.isReady()).isTrue();
        client.me(untouched.text("access_token")).requireStatus(200);
        client.refresh(untouched.text("refresh_token")).requireStatus(200);
        client
            .refresh(rotated.text("refresh_token"))
            .requireUnauthorized("token_reused", INVALID_GRANT);
        client
            .refresh(successor.text("refresh_token"))
            .requireUnauthorized("token_revoked", AuthClient.INVALID_TOKEN);
      }
    }
  }

  /** Else the client would have a used token and no other. */
  @ParameterizedTest
  @MethodSource("stopping")
  void stop_whileARefreshIsUnderWay_answersIt(Stopping stopping) throws Exception {
    try (var database = EmbeddedDatabase.start(build, folder.resolve("postgresql"))) {
      var settings = settings(database);
      var server = stopping.start().apply(build, settings);
      server.awaitReady(READY, waited -> {});
      var client = new AuthClient(settings.baseUri());
      var token = client.login("admin", PASSWORD).requireStatus(200).text("refresh_token");
      CompletableFuture<Answer> refresh;
      CompletableFuture<Void> stop;
      try (var connection = database.dataSource().getConnection();
          var statement = connection.createStatement()) {
        connection.setAutoCommit(false);
        statement.execute("select 1 from refresh_token_family for update");
        refresh = CompletableFuture.supplyAsync(() -> client.refresh(token));
        awaitTrue(() -> isAny(database, AWAITS_LOCK));
        stop = CompletableFuture.runAsync(server::close);
        awaitTrue(() -> read(server.log()).contains(stopping.begun()));
        assertThat(isWithin(GONE_SOON, () -> read(server.log()).contains(stopping.undeployed())))
            .isFalse();
        assertThat(refresh).isNotDone();
        connection.rollback();
      }
      refresh.get(1, TimeUnit.MINUTES).requireStatus(200);
      stop.get(1, TimeUnit.MINUTES);
      assertThat(read(server.log())).contains(stopping.undeployed());
    }
  }

  private static boolean isAny(EmbeddedDatabase database, String query) {
    try (var connection = database.superuser().getConnection();
        var statement = connection.createStatement();
        var row = statement.executeQuery(query)) {
      return row.next();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void awaitTrue(BooleanSupplier condition) {
    assertThat(isWithin(Duration.ofMinutes(1), condition)).isTrue();
  }

  private static boolean isWithin(Duration time, BooleanSupplier condition) {
    var begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - begin > time.toNanos()) {
        return false;
      }
      Thread.onSpinWait();
    }
    return true;
  }
}
