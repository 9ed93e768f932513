package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonString;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a client learns that knows the issuer alone (RFC 8414). */
@EveryServer
class MetadataIT {

  private static final String OAUTH = ".well-known/oauth-authorization-server";
  private static final String OPENID = ".well-known/openid-configuration";
  private static final String JWKS = ".well-known/jwks.json";
  private static final List<String> PATHS = List.of(OAUTH, OPENID);

  private final AuthServer server;
  private final AuthClient client;

  MetadataIT(AuthServer server) {
    this.server = server;
    client = new AuthClient(server);
  }

  @Test
  void metadata_isTheSameUnderBothNames() {
    var answer = client.get(OAUTH).requireStatus(200);
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(client.get(OPENID).requireStatus(200).body()).isEqualTo(answer.body());
    assertThat(answer.text("issuer")).isEqualTo(server.issuer());
    assertThat(answer.json().keySet())
        .containsExactlyInAnyOrder(
            "issuer",
            "jwks_uri",
            "introspection_endpoint",
            "introspection_endpoint_auth_methods_supported",
            "revocation_endpoint",
            "revocation_endpoint_auth_methods_supported",
            "response_types_supported",
            "grant_types_supported",
            "subject_types_supported");
  }

  @Test
  void metadata_mayBeCached() {
    for (var path : PATHS) {
      var answer = client.get(path).requireStatus(200);
      assertThat(answer.header("Cache-Control")).isEqualTo("max-age=300");
      var unchanged = client.get(path, "If-None-Match", answer.header("ETag")).requireStatus(304);
      assertThat(unchanged.header("ETag")).isEqualTo(answer.header("ETag")).isNotEmpty();
      assertThat(unchanged.header("Cache-Control")).isEqualTo("max-age=300");
      assertThat(unchanged.body()).isEmpty();
      client.get(path, "If-None-Match", "\"other\"").requireStatus(200);
    }
  }

  @Test
  void jwksUri_leadsToTheKeySet() {
    var keys = client.get(client.get(OAUTH).text("jwks_uri")).requireStatus(200);
    assertThat(keys.json()).isEqualTo(client.get(JWKS).json());
  }

  /** Each is asked in each of the ways that it is said to take. */
  @Test
  void endpoints_takeWhatTheMetadataSays() {
    var service = client.newUser();
    client.giveRole(service, "auth-service");
    var basic =
        Base64.getEncoder().encodeToString((service + ":" + AuthServer.PASSWORD).getBytes(UTF_8));
    var bearer = bearer(client.login(service).text("access_token"))[1];
    var metadata = client.get(OAUTH).json();
    var from = AuthClient.newAddress();
    for (var endpoint : List.of("introspection_endpoint", "revocation_endpoint")) {
      var methods = metadata.getJsonArray(endpoint + "_auth_methods_supported");
      assertThat(methods).isNotEmpty();
      for (var method : methods.getValuesAs(JsonString::getString)) {
        var credentials =
            switch (method) {
              case "client_secret_basic" -> "Basic " + basic;
              case "Bearer" -> bearer;
              default -> throw new AssertionError(method);
            };
        client
            .send(
                "POST",
                metadata.getString(endpoint),
                "token=x".getBytes(UTF_8),
                "Authorization",
                credentials,
                "Content-Type",
                "application/x-www-form-urlencoded",
                "X-Forwarded-For",
                from)
            .requireStatus(200);
      }
    }
  }

  @Test
  void otherMethods_areAnsweredAsByTheKeySet() {
    var keySet = client.send("OPTIONS", JWKS, new byte[0]);
    for (var path : PATHS) {
      var head = client.send("HEAD", path, new byte[0]).requireStatus(200);
      assertThat(head.body()).isEmpty();
      assertThat(head.header("ETag")).isEqualTo(client.get(path).header("ETag"));
      var options = client.send("OPTIONS", path, new byte[0]).requireStatus(keySet.status());
      assertThat(allowed(options)).isEqualTo(allowed(keySet)).contains("GET", "HEAD");
      client.send("POST", path, new byte[0]).requireProblem(405, "method_not_allowed");
      client.get(path + "?a").requireProblem(400, "invalid_request");
      client.get(path + "/auth").requireProblem(404, "not_found");
    }
    client.get(".well-known").requireProblem(404, "not_found");
    client.get(".well-known/other").requireProblem(404, "not_found");
  }

  private static Set<String> allowed(Answer answer) {
    return Set.copyOf(List.of(answer.header("Allow").split(", ?")));
  }

  /** It would lead verifiers to another's keys. The tag follows from the content. */
  @Test
  void metadata_forgedHost_isNotRepeated() {
    var plain = client.get(OAUTH).requireStatus(200);
    var forwarded =
        client.get(
            OAUTH,
            "X-Forwarded-Host",
            "evil.example",
            "X-Forwarded-Proto",
            "https",
            "Forwarded",
            "host=evil.example");
    assertThat(forwarded.requireStatus(200).body()).isEqualTo(plain.body());
    try (var connection = RawConnection.to(server)) {
      assertThat(
              connection
                  .send("GET /auth/" + OAUTH + " HTTP/1.1\r\nHost: evil.example\r\n\r\n")
                  .head())
          .contains(" 200 ", plain.header("ETag"));
    }
  }
}
