package io.countersign.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jose4j.jwk.JsonWebKeySet;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.keys.resolvers.JwksVerificationKeyResolver;
import org.junit.jupiter.api.Test;

/** What everybody may read, and what everybody may measure. */
@EveryServer
class PublicResourcesIT {

  private static final String JWKS = ".well-known/jwks.json";
  private static final String CLIENT = "client/countersign.js";
  private static final String METADATA = ".well-known/oauth-authorization-server";

  private final AuthServer server;
  private final AuthClient client;

  PublicResourcesIT(AuthServer server) {
    this.server = server;
    client = new AuthClient(server);
  }

  /** The set-up scripts see to that. */
  @Test
  void answers_doNotSayWhichServerTheyAreOf() {
    for (var path : List.of(JWKS, "nothing", "me")) {
      var answer = client.get(path);
      assertThat(answer.header("Server") + answer.header("X-Powered-By")).isEmpty();
    }
  }

  @Test
  void jwks_letsAnIndependentVerifierAcceptAToken() throws Exception {
    var token = client.administrator();
    var jwks = client.get(JWKS).requireStatus(200);
    var claims =
        new JwtConsumerBuilder()
            .setVerificationKeyResolver(
                new JwksVerificationKeyResolver(new JsonWebKeySet(jwks.body()).getJsonWebKeys()))
            .setExpectedAudience("countersign")
            .setExpectedIssuer(server.issuer())
            .setExpectedType(true, "JWT")
            .build()
            .processToClaims(token);
    assertThat(claims.getStringClaimValue("upn")).isEqualTo("admin");
  }

  @Test
  void jwks_hasPublicMembersAndMayBeCached() {
    var answer = client.get(JWKS).requireStatus(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("max-age=300");
    var keys = answer.json().getJsonArray("keys").getValuesAs(JsonObject.class);
    assertThat(keys)
        .isNotEmpty()
        .allSatisfy(
            key ->
                assertThat(key.keySet())
                    .containsExactlyInAnyOrder("kty", "kid", "alg", "use", "n", "e"));
    var unchanged = client.get(JWKS, "If-None-Match", answer.header("ETag")).requireStatus(304);
    assertThat(unchanged.header("ETag")).isEqualTo(answer.header("ETag")).isNotEmpty();
    client.get(JWKS, "If-None-Match", "\"other\"").requireStatus(200);
  }

  /** What a proxy that compresses makes of it, among others (RFC 9110 §13.1.2). */
  @Test
  void ifNoneMatch_weakListedOrAny_isUnchanged() {
    for (var path : List.of(JWKS, METADATA, "openapi", CLIENT)) {
      var tag = client.get(path).requireStatus(200).header("ETag");
      for (var given : List.of("W/" + tag, "\"x,y\", W/" + tag, "W/\"x\" ,\t" + tag + ",", "*")) {
        var unchanged = client.get(path, "If-None-Match", given);
        assertThat(unchanged.status()).as(given).isEqualTo(304);
        assertThat(unchanged.header("ETag")).isEqualTo(tag);
        assertThat(unchanged.body()).isEmpty();
      }
      client.get(path, "If-None-Match", "\"x\"", "If-None-Match", tag).requireStatus(304);
      for (var other : List.of("\"*\"", "W/\"x\"", tag.substring(1), "w/" + tag, "\"x\" " + tag)) {
        client.get(path, "If-None-Match", other).requireStatus(200);
      }
    }
  }

  @Test
  void browserClient_isAModule_andKeptForEverAtTheAddressOfItsVersion() {
    var module = client.get(CLIENT).requireStatus(200);
    assertThat(module.body()).contains("export class Countersign ");
    assertThat(module.header("Content-Type").replace(" ", ""))
        .isEqualToIgnoringCase("text/javascript;charset=utf-8");
    assertThat(module.header("Cache-Control")).isEqualTo("max-age=300");
    assertThat(module.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(module.header("Content-Encoding")).isEmpty();

    var version = module.header("Content-Location");
    assertThat(version).matches("countersign-[0-9a-f]{16}\\.js");
    var kept = client.get("client/" + version).requireStatus(200);
    assertThat(kept.body()).isEqualTo(module.body());
    assertThat(kept.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
    client.get("client/countersign-0123456789abcdef.js").requireProblem(404, "not_found");
    client.get("client/other.js").requireProblem(404, "not_found");
    client.get(CLIENT + "?v=1").requireProblem(400, "invalid_request");

    var compressed = client.get(CLIENT, "Accept-Encoding", "gzip").requireStatus(200);
    assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
    assertThat(compressed.header("Vary")).contains("Accept-Encoding");
    assertThat(compressed.header("ETag")).isNotEqualTo(module.header("ETag"));
    assertThat(client.get("client/countersign.d.ts").requireStatus(200).body())
        .contains("export declare class Countersign ");
  }

  /** Medians of interleaved logins, as a ratio: without a hash it would be a twentieth. */
  @Test
  void login_unknownUser_takesAsLongAsAWrongPassword() {
    var known = new ArrayList<Long>();
    var unknown = new ArrayList<Long>();
    for (int i = 0; i < 15; i++) {
      known.add(nanosOfLogin(client.newUser()));
      unknown.add(nanosOfLogin("nobody-" + i));
    }
    assertThat((double) median(unknown) / median(known)).isBetween(0.5, 2.0);
  }

  private long nanosOfLogin(String username) {
    long begin = System.nanoTime();
    client.login(username, "wrong").requireStatus(401);
    return System.nanoTime() - begin;
  }

  private static long median(List<Long> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }
}
