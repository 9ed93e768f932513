package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
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

  /** By the same rules as the command's, and the answer says by which. */
  @Test
  void tokensOfOtherKinds_areJudgedByTheirOwnRules() {
    var caller = bearer(client.login(client.newUser()).text("access_token"));
    var event =
        base64("{\"alg\":\"RS256\",\"typ\":\"secevent+jwt\",\"kid\":\"k\"}")
            + "."
            + base64(
                "{\"iss\":\"https://idp.example\",\"iat\":1767268800,\"jti\":\"j\","
                    + "\"sub_id\":{\"format\":\"opaque\",\"id\":\"4539578763621486\"},"
                    + "\"events\":{\"urn:e\":{\"pwd_exp\":\"1209600\"}}}")
            + "."
            + "A".repeat(342);
    var answer = client.post("scan", json("token", event), caller).requireStatus(200).json();
    assertThat(rules(answer)).isEmpty();
    var report = answer.getJsonArray("reports").getJsonObject(0);
    assertThat(report.getString("type")).isEqualTo("security-event");
    assertThat(report.getString("type_basis")).isEqualTo("seen");
  }

  /** Each would take 50 milliseconds of a processor, for each of three tokens inside each other. */
  @Test
  void keysThatCostMuch_areNotAsked() throws GeneralSecurityException {
    var caller = bearer(client.login(client.newUser()).text("access_token"));
    var token = base64("{\"alg\":\"ES512\"}") + "." + base64("{\"sub\":\"anna\"}") + ".";
    var jwks = "{\"keys\":[" + String.join(",", Collections.nCopies(50, p521())) + "]}";
    var body = json("token", token + "A".repeat(174) + "AQ", "jwks", jwks);
    assertThat(rules(client.post("scan", body, caller).requireStatus(200).json()))
        .contains("CS-JWKS-KID-MISSING")
        .doesNotContain("CS-SIG-INVALID");
  }

  private static String p521() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp521r1"));
    var point = ((ECPublicKey) generator.generateKeyPair().getPublic()).getW();
    return json(
        "kty",
        "EC",
        "crv",
        "P-521",
        "x",
        octets(point.getAffineX()),
        "y",
        octets(point.getAffineY()));
  }

  private static String octets(BigInteger coordinate) {
    var octets = new byte[66];
    var number = coordinate.toByteArray();
    System.arraycopy(number, 0, octets, 66 - number.length, number.length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
  }

  @Test
  void manyKeys_areRefused() {
    var caller = bearer(client.login(client.newUser()).text("access_token"));
    for (int keys : new int[] {50, 51}) {
      var jwks = "{\"keys\":[" + String.join(",", Collections.nCopies(keys, "{}")) + "]}";
      var answer = client.post("scan", json("token", UNSIGNED, "jwks", jwks), caller);
      if (keys == 50) {
        answer.requireStatus(200);
      } else {
        assertThat(answer.requireProblem(400, "invalid_request").text("detail")).contains("jwks");
      }
    }
  }

  /** The answer is a refusal at worst, and a user who waits for each answer is never refused. */
  @Test
  void scansOfOneUserAtOnce_areOneAtATime() throws Exception {
    var caller = bearer(client.login(client.newUser()).text("access_token"));
    var body = json("token", UNSIGNED);
    var threads = Executors.newFixedThreadPool(8);
    var answers = new ArrayList<Answer>();
    try {
      Callable<Answer> scan = () -> client.post("scan", body, caller);
      for (var answer : threads.invokeAll(Collections.nCopies(40, scan))) {
        answers.add(answer.get());
      }
    } finally {
      threads.shutdownNow();
    }
    for (var answer : answers) {
      if (answer.status() != 200) {
        answer.requireProblem(429, "too_many_attempts");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
      }
    }
    assertThat(answers).anyMatch(answer -> answer.status() == 200);
    client.post("scan", body, caller).requireStatus(200);
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
