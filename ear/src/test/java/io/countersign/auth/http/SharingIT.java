package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Collections;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code @SensitiveOperation} and {@code @RolesAllowed} do for other applications: of the same
 * EAR, which have nothing of ours but the first, and in a deployment of its own with one jar.
 */
@ParameterizedClass(name = "{0}")
@ArgumentsSource(ShopServers.class)
@ExtendWith(TestCount.class)
@Execution(ExecutionMode.SAME_THREAD)
class SharingIT {

  private final AuthServer server;
  private final AuthClient client;
  private final AuthClient shop;
  private final String user;

  SharingIT(AuthServer server) {
    this.server = server;
    client = new AuthClient(server);
    shop = new AuthClient(server.baseUri().resolve("/"));
    user = client.newUser();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "shop-cdi", "warehouse"})
  void ordinary_withoutToken_isAnswered(String root) {
    var answer = shop.get(root + "/api/orders").requireStatus(200);
    assertThat(answer.body()).isEqualTo("many");
    assertThat(answer.header("X-Shop")).isEqualTo("yes"); // by a feature of its own
  }

  @ParameterizedTest
  @MethodSource("sensitivePaths")
  void sensitive_withoutToken_isChallenged(String path) {
    shop.get(path).requireUnauthorized("malformed_token", "Bearer");
    shop.get(path, "Authorization", "Basic YTpi").requireUnauthorized("malformed_token", "Bearer");
    shop.get(path, bearer("abc")).requireUnauthorized("malformed_token", INVALID_TOKEN);
  }

  @ParameterizedTest
  @MethodSource("sensitivePaths")
  void sensitive_validToken_reachesTheMethodUntilItIsRevoked(String path) {
    var login = client.login(user);
    var token = login.text("access_token");
    assertThat(shop.get(path, bearer(token)).requireStatus(200).body()).isIn(user, "many");

    client.logout(login.text("refresh_token")).requireStatus(204);
    shop.get(path, bearer(token)).requireUnauthorized("token_revoked", INVALID_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "shop-cdi", "warehouse"})
  void sensitive_loginTooLongAgo_takesThePasswordAgain(String root) throws SQLException {
    var path = root + "/api/orders/pay";
    var login = client.login(user);
    shop.get(path, bearer(login.text("access_token"))).requireStatus(200);
    var old = new StoredSessions(server).refreshedAfterAnHour(client, login).text("access_token");
    shop.get(path, bearer(old))
        .requireUnauthorized(
            "insufficient_user_authentication",
            "Bearer error=\"insufficient_user_authentication\", max_age=\"300\"");
    shop.get(root + "/api/orders/cancel", bearer(old)).requireStatus(200);
    var fresh =
        client
            .post("reauthenticate", json("password", AuthServer.PASSWORD), bearer(old))
            .requireStatus(200);
    shop.get(path, bearer(fresh.text("access_token"))).requireStatus(200);
  }

  @ParameterizedTest
  @MethodSource("sensitivePaths")
  void sensitive_tamperedToken_isRefused(String path) {
    var token = client.login(user).text("access_token");
    var end = token.endsWith("AAAA") ? "BBBB" : "AAAA";
    var tampered =
        token.substring(0, token.length() - 6) + end + token.substring(token.length() - 2);
    shop.get(path, bearer(tampered)).requireUnauthorized("invalid_signature", INVALID_TOKEN);
  }

  @ParameterizedTest
  @MethodSource("pathsOfClerks")
  void rolesAllowed_withoutTheRole_isForbidden(String path) {
    shop.get(path).requireUnauthorized("malformed_token", "Bearer");
    shop.get(path, bearer("abc")).requireUnauthorized("malformed_token", INVALID_TOKEN);
    var token = client.login(user).text("access_token");
    shop.get(path, bearer(token)).requireProblem(403, "forbidden");
  }

  @ParameterizedTest
  @MethodSource("pathsOfClerks")
  void rolesAllowed_withTheRole_reachesTheMethod(String path) {
    var old = client.login(user);
    client.giveRole(user, "clerk");
    shop.get(path, bearer(old.text("access_token")))
        .requireStatus(path.endsWith("dismiss") ? 401 : 403);
    var token = client.refresh(old.text("refresh_token")).requireStatus(200).text("access_token");
    var answer = shop.get(path, bearer(token));
    if (server.name().equals("Payara Server") && path.startsWith("shop/")) {
      answer.requireStatus(401); // without CDI Payara asks users of its own
    } else {
      assertThat(answer.requireStatus(200).body()).startsWith(user);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "shop-cdi", "warehouse"})
  void denyAll_isForbiddenToEverybody(String root) {
    var path = root + "/api/orders/purge";
    shop.get(path, bearer(client.administrator())).requireProblem(403, "forbidden");
    shop.get(path).requireUnauthorized("malformed_token", "Bearer");
  }

  /** It shares the server's workers with the Countersign that it asks. */
  @Test
  void ownDeployment_askedByManyAtOnce_leavesCountersignWorkersToAnswer() throws Exception {
    var token = client.login(user).text("access_token");
    var threads = Executors.newFixedThreadPool(50);
    var statuses = new TreeMap<Integer, Integer>();
    try {
      Callable<Integer> cancel =
          () -> shop.get("warehouse/api/orders/cancel", bearer(token)).status();
      for (var status : threads.invokeAll(Collections.nCopies(500, cancel))) {
        statuses.merge(status.get(), 1, Integer::sum);
      }
    } finally {
      threads.shutdownNow();
    }
    System.out.println("500 sensitive requests by 50 clients, " + server.name() + ": " + statuses);
    assertThat(statuses.keySet()).isSubsetOf(200, 503);
    assertThat(statuses.get(200)).isGreaterThan(100); // where all workers wait, none answers
    shop.get("warehouse/api/orders/cancel", bearer(token)).requireStatus(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "shop-cdi", "warehouse"})
  void ownExceptions_areAnsweredByTheApplicationItself(String root) {
    var token = client.login(user).text("access_token");
    var path = root + "/api/orders/buy";
    assertThat(shop.get(path, bearer(token)).requireStatus(409).body()).isEqualTo("sold out");
    var missing = shop.get(root + "/api/nothing").requireStatus(404);
    assertThat(missing.header("Content-Type")).doesNotContain("problem");
  }

  static Stream<String> pathsOfClerks() {
    return Stream.of("shop", "shop-cdi", "warehouse")
        .flatMap(root -> Stream.of(root + "/api/orders/archive", root + "/api/orders/dismiss"));
  }

  static Stream<String> sensitivePaths() {
    return Stream.of("shop", "shop-cdi", "warehouse")
        .flatMap(
            root ->
                Stream.of(
                        "api/orders/cancel",
                        "api/orders/refund",
                        "back-office/orders",
                        "back-office/orders/cancel")
                    .map(path -> root + "/" + path));
  }
}
