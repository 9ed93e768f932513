package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The scanner as a service. */
@EveryServer
class ScanIT {

  private static final String UNSIGNED =
      base64("{\"alg\":\"none\"}") + "." + base64("{\"sub\":\"anna@example.com\"}") + ".";

  private final AuthClient client;

  ScanIT(AuthServer server) {
    client = new AuthClient(server);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
  }

  private static List<String> rules(JsonObject answer) {
    return answer.getJsonArray("reports").getValuesAs(JsonObject.class).stream()
        .flatMap(report -> report.getJsonArray("findings").getValuesAs(JsonObject.class).stream())
        .map(finding -> finding.getString("rule"))
        .toList();
  }

  @Test
  void ownTokenAndKeySet_haveNoFindings() {
    var token = client.login(client.newUser()).text("access_token");
    var jwks = client.get(".well-known/jwks.json").json();
    var body = Json.createObjectBuilder().add("token", token).add("jwks", jwks).build();
    var answer = client.post("scan", body.toString(), bearer(token)).requireStatus(200);
    assertThat(rules(answer.json())).isEmpty();
    assertThat(answer.json().getJsonArray("reports")).hasSize(2);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.body()).doesNotContain(token.substring(token.lastIndexOf('.') + 1));

    var asText = json("token", token, "jwks", jwks.toString());
    assertThat(rules(client.post("scan", asText, bearer(token)).json())).isEmpty();
  }

  @Test
  void brokenTokenAndKeySet_areReported() {
    var caller = bearer(client.login(client.newUser()).text("access_token"));
    var jwks = "{\"keys\":[{\"kty\":\"oct\",\"k\":\"c2VjcmV0LW9mLXRoZS1zaG9w\"}]}";
    var answer = client.post("scan", json("token", UNSIGNED, "jwks", jwks), caller);
    assertThat(rules(answer.requireStatus(200).json()))
        .contains("CS-ALG-NONE", "CS-PII-EMAIL", "CS-JWKS-SYMMETRIC");
    assertThat(answer.body()).doesNotContain("anna@example.com", "c2VjcmV0LW9mLXRoZS1zaG9w");
    assertThat(rules(client.post("scan", json("token", "no token"), caller).json())).isNotEmpty();
  }

  @Test
  void withoutToken_isChallenged() {
    client.post("scan", json("token", UNSIGNED)).requireUnauthorized("malformed_token", "Bearer");
  }

  @Test
  void malformedRequests_areRefused() {
    var caller = bearer(client.login(client.newUser()).text("access_token"));
    Stream.of("{}", "{\"token\":1}", "{\"token\":\"\"}", "[]", "{\"token\":\"a\",\"jwks\":[]}")
        .forEach(body -> client.post("scan", body, caller).requireProblem(400, "invalid_request"));
    client
        .post("scan", json("token", "a".repeat(128 * 1024)), caller)
        .requireProblem(413, "invalid_request");
  }
}
