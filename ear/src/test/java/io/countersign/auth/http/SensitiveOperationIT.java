package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.arquillian.DeployedServer;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code @SensitiveOperation} does for another application of the EAR, which only has it. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class SensitiveOperationIT {

  private final AuthClient client = AuthClient.ofDeployed();
  private final AuthClient shop = new AuthClient(DeployedServer.baseUri().resolve("/"));
  private final String user = AuthClient.newUser();

  @ParameterizedTest
  @ValueSource(strings = {"shop", "shop-cdi"})
  void ordinary_withoutToken_isAnswered(String root) {
    assertThat(shop.get(root + "/api/orders").requireStatus(200).body()).isEqualTo("many");
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
  @MethodSource("sensitivePaths")
  void sensitive_tamperedToken_isRefused(String path) {
    var token = client.login(user).text("access_token");
    var end = token.endsWith("AAAA") ? "BBBB" : "AAAA";
    var tampered =
        token.substring(0, token.length() - 6) + end + token.substring(token.length() - 2);
    shop.get(path, bearer(tampered)).requireUnauthorized("invalid_signature", INVALID_TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop", "shop-cdi"})
  void ownExceptions_areAnsweredByTheApplicationItself(String root) {
    var token = client.login(user).text("access_token");
    var path = root + "/api/orders/buy";
    assertThat(shop.get(path, bearer(token)).requireStatus(409).body()).isEqualTo("sold out");
    var missing = shop.get(root + "/api/nothing").requireStatus(404);
    assertThat(missing.header("Content-Type")).doesNotContain("problem");
  }

  static Stream<String> sensitivePaths() {
    return Stream.of("shop", "shop-cdi")
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
