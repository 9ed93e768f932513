package io.countersign.auth.bench;

import io.countersign.auth.bench.HttpConnection.Answer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** What an administrator of Keycloak changes while it runs. */
final class KeycloakAdministration {
  private static final String REALM = "/admin/realms/" + KeycloakRealm.NAME;

  private final InetSocketAddress address;
  private final String password;

  KeycloakAdministration(InetSocketAddress address, String password) {
    this.address = address;
    this.password = password;
  }

  /** Sets how passwords are hashed from now on. */
  void hashPasswords(String policy) {
    send("PUT", REALM, Json.createObjectBuilder().add("passwordPolicy", policy).build(), 204);
  }

  /** Makes a user, whose password is hashed as the policy has it now. */
  void createUser(String name, String userPassword) {
    send("POST", REALM + "/users", KeycloakRealm.userWith(name, userPassword), 201);
  }

  /** Has the client's access tokens signed by an algorithm. */
  void signBy(String algorithm) {
    var found = send("GET", REALM + "/clients?clientId=" + KeycloakRealm.CLIENT, null, 200);
    var change =
        Json.createObjectBuilder()
            .add("clientId", KeycloakRealm.CLIENT)
            .add(
                "attributes",
                Json.createObjectBuilder().add("access.token.signed.response.alg", algorithm));
    send("PUT", REALM + "/clients/" + Answers.text(found, "id"), change.build(), 204);
  }

  private Answer send(String method, String path, @Nullable JsonObject body, int status) {
    try (var connection = new HttpConnection(address)) {
      var login =
          HttpRequest.postForm(
              "/realms/master/protocol/openid-connect/token",
              "grant_type",
              "password",
              "client_id",
              "admin-cli",
              "username",
              "admin",
              "password",
              password);
      var token = Answers.text(Answers.require(200, connection.send(login)), "access_token");
      var request =
          body == null
              ? HttpRequest.get(path, token)
              : HttpRequest.json(method, path, body.toString(), token);
      return Answers.require(status, connection.send(request));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
