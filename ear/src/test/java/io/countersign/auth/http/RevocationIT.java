package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.http.RevocationTable.Victim;
import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.EmbeddedRedis;
import io.countersign.auth.server.Folders;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is revoked on node A is refused by the very next request on node B, whatever happens. */
class RevocationIT {

  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final Build build = Build.ofThisModule();
  private final Path folder = build.folder().resolve("revocation");

  private EmbeddedDatabase database() throws IOException {
    Folders.delete(folder);
    Files.createDirectories(folder);
    return EmbeddedDatabase.start(build, folder.resolve("postgresql"));
  }

  private ServerSettings node(String name, EmbeddedDatabase database) {
    return ServerSettings.local(folder.resolve(name), database, Secrets.masterKey(folder))
        .with("COUNTERSIGN_ISSUER", "https://login.example/auth")
        .with("COUNTERSIGN_LOGIN_MAX_ATTEMPTS", "1000")
        .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", RevocationTable.PASSWORD);
  }

  /** Both start at once. */
  private static void awaitReady(WildFlyServer nodeA, WildFlyServer nodeB) {
    nodeA.awaitReady(TIMEOUT, waited -> {});
    nodeB.awaitReady(TIMEOUT, waited -> {});
  }

  @Test
  void everyRow_onNodeA_isRefusedOnNodeB() throws Exception {
    try (var database = database();
        var nodeA = WildFlyServer.start(build, node("node-a", database));
        var nodeB = WildFlyServer.start(build, node("node-b", database))) {
      awaitReady(nodeA, nodeB);
      revokeAll(new AuthClient(nodeA.baseUri()), new AuthClient(nodeB.baseUri()));
    }
  }

  @Test
  void everyRow_whileRedisDiesAndComesBackEmpty_noRevokedTokenIsAccepted() throws Exception {
    try (var database = database();
        var redis = EmbeddedRedis.start(folder.resolve("redis"));
        var nodeA = WildFlyServer.start(build, withRedis(node("node-a", database), redis));
        var nodeB = WildFlyServer.start(build, withRedis(node("node-b", database), redis))) {
      awaitReady(nodeA, nodeB);
      var a = new AuthClient(nodeA.baseUri());
      var b = new AuthClient(nodeB.baseUri());
      try (var onlookers = new RevokedTokens(List.of(a, b))) {
        revokeAll(a, b).forEach(onlookers::watch);

        var table = new RevocationTable(a);
        var untouched = table.victim();
        var victims = table.rows().stream().map(row -> table.victim()).toList();
        redis.kill();
        requireUnavailable(a, b, untouched);
        for (int i = 0; i < victims.size(); i++) {
          if (!table.rows().get(i).isSensitive()) {
            revokeWhileNobodyKnows(table.rows().get(i), victims.get(i));
            assertThat(RevocationTable.refresh(b, victims.get(i)).status()).isEqualTo(401);
            onlookers.watch(victims.get(i).accessToken());
          }
        }
        requireUnavailable(a, b, untouched);

        redis.start();
        awaitReady(nodeA, nodeB);
        b.requireNotDenied(untouched.accessToken());
        onlookers.requireAllDenied();

        revokeAll(a, b).forEach(onlookers::watch);
        onlookers.requireAllDenied();
        System.out.println(onlookers.figures());
        assertThat(onlookers.accepted()).isEmpty();
      }
    }
  }

  private static ServerSettings withRedis(ServerSettings settings, EmbeddedRedis redis) {
    return settings.with("COUNTERSIGN_REDIS_URI", redis.uri().toString());
  }

  /** Does every row on node A, to a victim of its own, and returns the revoked tokens. */
  private static List<String> revokeAll(AuthClient a, AuthClient b) {
    var table = new RevocationTable(a);
    var revoked = new ArrayList<String>();
    for (var row : table.rows()) {
      var victim = table.victim();
      b.requireNotDenied(victim.accessToken());
      row.act().accept(victim);
      assertThat(b.sensitive(victim.accessToken()).status()).as(row.name()).isEqualTo(401);
      b.requireDenied(victim.accessToken());
      assertThat(RevocationTable.refresh(b, victim).status())
          .as(row.name())
          .isEqualTo(row.endsSession() ? 401 : 200);
      revoked.add(victim.accessToken());
    }
    return revoked;
  }

  /** Acknowledged or not, it is committed: a refusal that ends a session is none less for it. */
  private static void revokeWhileNobodyKnows(RevocationTable.Row row, Victim victim) {
    try {
      row.act().accept(victim);
    } catch (AssertionError e) {
      assertThat(e).as(row.name()).hasMessageContaining("revocation_unavailable");
    }
  }

  private static void requireUnavailable(AuthClient a, AuthClient b, Victim untouched) {
    for (var node : List.of(a, b)) {
      var answer =
          node.sensitive(untouched.accessToken()).requireProblem(503, "revocation_unavailable");
      assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
      node.post("introspect", "", bearer(untouched.accessToken()))
          .requireProblem(503, "revocation_unavailable");
      node.me(untouched.accessToken()).requireStatus(200);
      node.get("health/ready").requireStatus(503);
      node.get("health/live").requireStatus(200);
      node.login("admin", RevocationTable.PASSWORD).requireStatus(200);
    }
  }
}
