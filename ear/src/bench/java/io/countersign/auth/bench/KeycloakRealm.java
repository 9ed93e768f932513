package io.countersign.auth.bench;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;

/** The realm that Keycloak serves, as its import file has it. */
final class KeycloakRealm {
  static final String NAME = "bench";
  static final String CLIENT = "bench";
  static final int USERS = 1_000;

  /**
   * A hash that costs nothing, for as long as sessions are opened. {@link #DEFAULT_HASH} is what is
   * measured.
   */
  private static final String CHEAP_HASH = "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)";

  /** No policy, so the hash is Keycloak's default. */
  static final String DEFAULT_HASH = "";

  private KeycloakRealm() {}

  static String user(int i) {
    return "user-" + i;
  }

  /** Returns the import file's content: rotation is on, tokens live as long as Countersign's. */
  static String json(String password) {
    var users = Json.createArrayBuilder();
    for (int i = 0; i < USERS; i++) {
      users.add(userWith(user(i), password));
    }
    return Json.createObjectBuilder()
        .add("realm", NAME)
        .add("enabled", true)
        .add("sslRequired", "none")
        .add("revokeRefreshToken", true)
        .add("refreshTokenMaxReuse", 0)
        .add("accessTokenLifespan", 900)
        .add("ssoSessionIdleTimeout", 7 * 86_400)
        .add("ssoSessionMaxLifespan", 30 * 86_400)
        .add("passwordPolicy", CHEAP_HASH)
        .add("clients", Json.createArrayBuilder().add(client()))
        .add("users", users)
        .build()
        .toString();
  }

  private static JsonObjectBuilder client() {
    return Json.createObjectBuilder()
        .add("clientId", CLIENT)
        .add("enabled", true)
        .add("publicClient", true)
        .add("standardFlowEnabled", false)
        .add("directAccessGrantsEnabled", true);
  }

  /** Returns a user who may log in at once: nothing is left to be filled in. */
  static JsonObject userWith(String name, String password) {
    return Json.createObjectBuilder()
        .add("username", name)
        .add("enabled", true)
        .add("email", name + "@example.com")
        .add("emailVerified", true)
        .add("firstName", "A")
        .add("lastName", "User")
        .add(
            "credentials",
            Json.createArrayBuilder()
                .add(
                    Json.createObjectBuilder()
                        .add("type", "password")
                        .add("value", password)
                        .add("temporary", false)))
        .build();
  }
}
