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
  private static final String METADATA = ".well-known/oauth-authorization-server";

  private final AuthServer server;
  private final AuthClient client;

  PublicResourcesIT(AuthServer server) {
    this.server = server;
    client = new AuthClient(server);
  }

  @Test
  void jwks_letsAnIndependentVerifierAcceptAToken() throws Exception {
    var token = client.loginAdministrator();
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
    for (var path : List.of(JWKS, METADATA, "openapi")) {
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
