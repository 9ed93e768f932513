package io.countersign.auth.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The users of a realm that Keycloak exported, in the realm's file or in one of those beside it. A
 * user's roles are those of the realm, without Keycloak's own, and those of one client if it is
 * named. Roles by groups and by other roles are not in a user's entry.
 */
final class KeycloakRealm implements UserSource {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final Set<String> OF_KEYCLOAK = Set.of("offline_access", "uma_authorization");
  private static final String DEFAULT_ROLES = "default-roles-";

  private final JsonParser parser;
  private final Optional<String> client;
  private boolean isAtUsers;
  private long count;

  /**
   * Users of a realm.
   *
   * @param client the client whose roles are taken, too
   */
  KeycloakRealm(Reader reader, Optional<String> client) throws IOException {
    this.parser = FACTORY.createParser(reader);
    this.client = client;
  }

  @Override
  public Optional<UserLine> next() throws IOException {
    try {
      if (!isAtUsers) {
        findUsers();
        isAtUsers = true;
      }
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Optional.empty();
      }
      count++;
      return Optional.of(user(object()));
    } catch (JsonProcessingException e) { // which quotes the file
      throw new CommandFailedException(
          "the file is no JSON, at line " + parser.currentLocation().getLineNr());
    }
  }

  private void findUsers() throws IOException {
    if (parser.nextToken() == JsonToken.START_OBJECT) {
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (name.equals("users") && value == JsonToken.START_ARRAY) {
          return;
        }
        parser.skipChildren();
      }
    }
    throw new CommandFailedException(
        "the file has no \"users\": export the realm with its users in one file");
  }

  private UserLine user(Map<String, @Nullable Object> user) {
    Map<String, Object> members = new LinkedHashMap<>();
    put(members, "username", user.get("username"));
    members.put("roles", List.copyOf(roles(user)));
    if (Boolean.FALSE.equals(user.get("enabled"))) {
      members.put("disabled", true);
    }
    credential(user).ifPresent(it -> members.put("password_hash", it));
    Optional<String> id =
        Optional.ofNullable(user.get("id"))
            .filter(String.class::isInstance)
            .map(String.class::cast);
    return UserLine.of(count, id, members);
  }

  private static void put(Map<String, Object> members, String name, @Nullable Object value) {
    if (value != null) {
      members.put(name, value);
    }
  }

  private Set<String> roles(Map<String, @Nullable Object> user) {
    Set<String> roles = new TreeSet<>(UserLine.texts(user.get("realmRoles")));
    roles.removeIf(role -> OF_KEYCLOAK.contains(role) || role.startsWith(DEFAULT_ROLES));
    if (client.isPresent() && user.get("clientRoles") instanceof Map<?, ?> clients) {
      roles.addAll(UserLine.texts(clients.get(client.get())));
    }
    return roles;
  }

  /** The first password, which is the one that Keycloak tries. */
  private static Optional<Map<String, Object>> credential(Map<String, @Nullable Object> user) {
    if (!(user.get("credentials") instanceof List<?> credentials)) {
      return Optional.empty();
    }
    return credentials.stream()
        .filter(Map.class::isInstance)
        .<Map<?, ?>>map(it -> (Map<?, ?>) it)
        .filter(it -> "password".equals(it.get("type")))
        .findFirst()
        .map(KeycloakRealm::secrets);
  }

  private static Map<String, Object> secrets(Map<?, ?> credential) {
    Map<String, Object> secrets = new HashMap<>();
    put(secrets, "secretData", credential.get("secretData"));
    put(secrets, "credentialData", credential.get("credentialData"));
    return secrets;
  }

  private Map<String, @Nullable Object> object() throws IOException {
    Map<String, @Nullable Object> object = new HashMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      object.put(name, value());
    }
    return object;
  }

  /** A text, a truth value, an object or a list of them. No other value of a user is used. */
  private @Nullable Object value() throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case START_OBJECT -> object();
      case START_ARRAY -> array();
      default -> null;
    };
  }

  private List<@Nullable Object> array() throws IOException {
    List<@Nullable Object> array = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value());
    }
    return array;
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
