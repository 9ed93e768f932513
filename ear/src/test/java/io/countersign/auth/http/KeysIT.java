package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The administrator's key ring. */
@EveryServer
class KeysIT {

  private final AuthClient client;

  KeysIT(AuthServer server) {
    client = new AuthClient(server);
  }

  private String administrator() {
    return client.administrator();
  }

  private List<JsonObject> keys() {
    return client
        .get("admin/keys", bearer(administrator()))
        .requireStatus(200)
        .json()
        .getJsonArray("items")
        .getValuesAs(JsonObject.class);
  }

  private String jwks() {
    return client.get(".well-known/jwks.json").requireStatus(200).body();
  }

  private static String kid(String token) {
    String header = token.substring(0, token.indexOf('.'));
    String json = new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
    return json.replaceAll(".*\"kid\":\"([^\"]*)\".*", "$1");
  }

  @Test
  void keys_notAnAdministrator_isRefused() {
    String user = client.login(client.newUser()).text("access_token");
    for (String path : List.of("admin/keys/rotate", "admin/keys/some-key/revoke")) {
      client.post(path, "", bearer(user)).requireStatus(403);
      client.post(path, "").requireStatus(401);
    }
    client.get("admin/keys", bearer(user)).requireStatus(403);
    client.get("admin/keys").requireStatus(401);
  }

  @Test
  void list_showsTheKeyThatSigns() {
    String signing = kid(administrator());
    JsonObject active =
        keys().stream().filter(key -> key.getString("state").equals("active")).findFirst().get();
    assertThat(active.getString("kid")).isEqualTo(signing);
    assertThat(active.keySet())
        .containsExactlyInAnyOrder("kid", "alg", "state", "created_at", "activated_at");
    client.get("admin/keys?limit=0", bearer(administrator())).requireStatus(400);
  }

  @Test
  void rotate_publishesOneKeyThatSignsLater() {
    String signing = kid(administrator());
    JsonObject next =
        client.post("admin/keys/rotate", "", bearer(administrator())).requireStatus(200).json();
    assertThat(next.getString("state")).isEqualTo("published");
    assertThat(Duration.between(Instant.now(), Instant.parse(next.getString("activates_at"))))
        .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(61));
    assertThat(jwks()).contains(signing, next.getString("kid"));
    assertThat(kid(administrator())).isEqualTo(signing);
    assertThat(
            client.post("admin/keys/rotate", "", bearer(administrator())).requireStatus(200).json())
        .isEqualTo(next);
  }

  @Test
  void revoke_activeKey_refusesItsTokensAtOnce() {
    String token = administrator();
    String compromised = kid(token);
    JsonObject answer =
        client
            .post("admin/keys/" + compromised + "/revoke", "", bearer(token))
            .requireStatus(200)
            .json();
    assertThat(answer.getString("revoked")).isEqualTo(compromised);
    assertThat(Instant.parse(answer.getString("jwks_cached_until")))
        .isAfter(Instant.now().plus(Duration.ofMinutes(4)));

    client.me(token).requireUnauthorized("invalid_signature", INVALID_TOKEN);
    String fresh = administrator();
    assertThat(kid(fresh)).isEqualTo(answer.getString("active")).isNotEqualTo(compromised);
    client.me(fresh).requireStatus(200);
    assertThat(jwks()).doesNotContain(compromised);
    assertThat(keys())
        .anyMatch(
            key ->
                key.getString("kid").equals(compromised)
                    && key.getString("state").equals("revoked")
                    && key.containsKey("revoked_at"));
  }

  @Test
  void revoke_unknownKey_isNotFound() {
    client.post("admin/keys/unknown/revoke", "", bearer(administrator())).requireStatus(404);
  }
}
