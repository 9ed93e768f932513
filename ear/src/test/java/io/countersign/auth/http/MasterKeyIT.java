package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.EmbeddedRedis;
import io.countersign.auth.server.Folders;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

/**
 * The master key is changed on one node, not yet on the other: the other signs for as long as it
 * has the key that signs, and says so when it has not. Then both lose the database.
 */
class MasterKeyIT {

  private static final String PASSWORD = "violet kettle drums on tuesday";
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final Build build = Build.ofThisModule();
  private final Path folder = build.folder().resolve("master-key");

  private ServerSettings node(String name, EmbeddedDatabase database, Path masterKey) {
    return ServerSettings.local(folder.resolve(name), database, masterKey)
        .with("COUNTERSIGN_ISSUER", "https://login.example/auth")
        .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD)
        .with("COUNTERSIGN_SIGNING_PUBLISH_AHEAD", "PT6S")
        .with("COUNTERSIGN_JWKS_MAX_AGE", "PT2S")
        .with("COUNTERSIGN_CLOCK_SKEW", "PT1S");
  }

  private WildFlyServer started(ServerSettings settings, EmbeddedRedis redis) {
    var server =
        WildFlyServer.start(build, settings.with("COUNTERSIGN_REDIS_URI", redis.uri().toString()));
    server.awaitReady(TIMEOUT, waited -> {});
    return server;
  }

  private Path masterKey(String name) throws IOException {
    return Secrets.masterKey(Files.createDirectories(folder.resolve(name)));
  }

  @Test
  void change_onOneNodeAfterTheOther_isSaidWhereItMattersAndNowhereA500() throws Exception {
    Folders.delete(folder);
    Files.createDirectories(folder);
    var before = masterKey("before");
    try (var database = EmbeddedDatabase.start(build, folder.resolve("postgresql"));
        var redis = EmbeddedRedis.start(folder.resolve("redis"));
        var nodeA = started(node("node-a", database, before), redis);
        var nodeB =
            started(
                node("node-b", database, masterKey("after"))
                    .with("COUNTERSIGN_PREVIOUS_MASTER_KEY_FILE", before.toString()),
                redis)) {
      var a = new AuthClient(nodeA.baseUri());
      var b = new AuthClient(nodeB.baseUri());
      var session = a.login("admin", PASSWORD).requireStatus(200);
      var first = kid(session);

      var next = rotate(b);
      await("A reads the keys that B sealed anew", () -> jwks(a).contains(next));
      a.get("health/ready").requireStatus(200);
      assertThat(kid(a.login("admin", PASSWORD).requireStatus(200))).isEqualTo(first);
      var held = a.refresh(session.text("refresh_token")).requireStatus(200).text("refresh_token");

      await("the key of B signs", () -> kid(b.login("admin", PASSWORD)).equals(next));
      requireVerifyingOnly(a, b);
      a.refresh(held).requireProblem(503, "unavailable");
      b.refresh(held).requireStatus(200); // it was not used up
      requireSensitiveOnlyWithCurrentKeys(b, database);
    }
  }

  /** A goes on verifying, and signs nothing. */
  private static void requireVerifyingOnly(AuthClient a, AuthClient b) {
    await("A is not ready", () -> a.get("health/ready").status() == 503);
    assertThat(a.get("health/ready").body())
        .contains("{\"name\":\"database\",\"status\":\"UP\"}")
        .contains("{\"name\":\"signing_key\",\"status\":\"DOWN\"}");
    assertThat(a.get("metrics").body()).contains("countersign_signing_available 0.0");
    var refused = a.login("admin", PASSWORD).requireProblem(503, "unavailable");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
    var token = b.login("admin", PASSWORD).requireStatus(200).text("access_token");
    a.me(token).requireStatus(200);
    active(a, token).requireStatus(200);
  }

  /** What needs Redis alone ends as well, when nobody can hear of a revoked key any more. */
  private static void requireSensitiveOnlyWithCurrentKeys(
      AuthClient node, EmbeddedDatabase database) {
    var token = node.login("admin", PASSWORD).requireStatus(200).text("access_token");
    database.close();
    active(node, token).requireStatus(200);
    await("the keys are out of date", () -> active(node, token).status() != 200);
    active(node, token).requireProblem(503, "revocation_unavailable");
    node.me(token).requireStatus(200);
    assertThat(node.get("health/ready").requireStatus(503).body())
        .contains("{\"name\":\"signing_key\",\"status\":\"DOWN\"}")
        .contains("{\"name\":\"redis\",\"status\":\"UP\"}");
  }

  /** A sensitive operation that asks Redis and not the database. */
  private static Answer active(AuthClient client, String token) {
    return client.get("me/active", bearer(token));
  }

  private static String rotate(AuthClient client) {
    var administrator = client.login("admin", PASSWORD).requireStatus(200).text("access_token");
    return client
        .post("admin/keys/rotate", "", bearer(administrator))
        .requireStatus(200)
        .text("kid");
  }

  private static String jwks(AuthClient client) {
    return client.get(".well-known/jwks.json").requireStatus(200).body();
  }

  private static String kid(Answer login) {
    var token = login.requireStatus(200).text("access_token");
    var header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
    return new String(header, StandardCharsets.UTF_8).replaceAll(".*\"kid\":\"([^\"]*)\".*", "$1");
  }

  private static void await(String what, BooleanSupplier condition) {
    var deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
    }
  }
}
