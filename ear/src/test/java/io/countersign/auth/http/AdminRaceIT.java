package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of an account that two people change at the same moment. */
@EveryServer
class AdminRaceIT {

  private static final int ROUNDS = 4;
  private static final String ADMINISTRATOR = "{\"roles\":[\"auth-admin\"]}";
  private static final String NOBODY = "{\"roles\":[]}";

  private final AuthClient client;
  private final String admin;
  private final ExecutorService threads = Executors.newFixedThreadPool(2);

  AdminRaceIT(AuthServer server) {
    client = new AuthClient(server);
    admin = client.administrator();
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
  }

  private Answer patch(String userId, String change, String by) {
    return client.patch("admin/users/" + userId, change, bearer(by));
  }

  @Test
  void password_changedWhileTheRoleIsTakenAway_makesNoAdministrator() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      var name = client.newUser();
      var id = client.idOf(name);
      patch(id, ADMINISTRATOR, admin).requireStatus(200);
      var start = new CyclicBarrier(2);
      Future<List<String>> changing =
          threads.submit(() -> changePasswords(client.login(name).text("access_token"), start));
      start.await();
      patch(id, NOBODY, admin).requireStatus(200);
      for (var token : changing.get()) {
        var attempt = json("username", "x" + UUID.randomUUID(), "password", "violet kettle drums");
        assertThat(client.post("admin/users", attempt, bearer(token)).status()).isIn(401, 403);
      }
    }
  }

  /** The tokens that changes of the password bring, until one no longer passes. */
  private List<String> changePasswords(String token, CyclicBarrier start) throws Exception {
    var tokens = new ArrayList<>(List.of(token));
    var current = AuthServer.PASSWORD;
    start.await();
    for (int i = 0; i < 3; i++) {
      var next = "violet kettle drums " + i;
      var answer =
          client.post(
              "password",
              json("current_password", current, "new_password", next),
              bearer(tokens.get(tokens.size() - 1)));
      if (answer.status() != 200) {
        return tokens;
      }
      tokens.add(answer.text("access_token"));
      current = next;
    }
    return tokens;
  }

  @Test
  void administrators_whoDemoteEachOther_leaveOne() throws Exception {
    demoteAllOthers();
    for (int round = 0; round < ROUNDS; round++) {
      var name = client.newUser();
      var theirs = client.idOf(name);
      patch(theirs, ADMINISTRATOR, admin()).requireStatus(200);
      var mine = client.idOf("admin");
      var start = new CyclicBarrier(2);
      var myToken = admin();
      var theirToken = client.login(name).text("access_token");
      Future<Answer> me = threads.submit(() -> demote(theirs, myToken, start));
      Future<Answer> them = threads.submit(() -> demote(mine, theirToken, start));
      var statuses = List.of(me.get().status(), them.get().status());
      assertThat(statuses).containsOnlyOnce(200);
      assertThat(statuses).allMatch(status -> List.of(200, 401, 403, 409).contains(status));
      if (them.get().status() == 200) {
        patch(mine, ADMINISTRATOR, client.login(name).text("access_token")).requireStatus(200);
        patch(theirs, NOBODY, admin()).requireStatus(200);
      }
    }
  }

  private String admin() {
    return client.administrator();
  }

  private Answer demote(String userId, String by, CyclicBarrier start) throws Exception {
    start.await();
    return patch(userId, NOBODY, by);
  }

  /** Other tests of this server have made some. */
  private void demoteAllOthers() {
    var mine = client.idOf("admin");
    String cursor = "";
    do {
      JsonObject page =
          client.get("admin/users?limit=200" + cursor, bearer(admin)).requireStatus(200).json();
      page.getJsonArray("items").getValuesAs(JsonObject.class).stream()
          .filter(user -> !user.getString("id").equals(mine))
          .filter(user -> user.getJsonArray("roles").toString().contains("\"auth-admin\""))
          .filter(user -> !user.getBoolean("disabled"))
          .forEach(user -> patch(user.getString("id"), NOBODY, admin).requireStatus(200));
      cursor = page.isNull("next_cursor") ? "" : "&cursor=" + page.getString("next_cursor");
    } while (!cursor.isEmpty());
  }
}
