package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.INVALID_GRANT;
import static io.countersign.auth.http.AuthClient.INVALID_TOKEN;
import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** The main job: log in, verify, refresh once, catch the thief, change the password, log out. */
@EveryServer
class SessionFlowIT {

  private static final String PASSWORD = AuthServer.PASSWORD;
  private static final String NEW_PASSWORD = "violet kettle drums on tuesday";
  private static final String PHONE = "a phone's fingerprint";

  private final AuthClient client;
  private final String user;

  SessionFlowIT(AuthServer server) {
    client = new AuthClient(server);
    user = client.newUser();
  }

  @Test
  void login_answersTokensThatMayNotBeStored() {
    var answer = client.login(user);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    assertThat(answer.header("Content-Type")).startsWith("application/json");
    assertThat(answer.json().keySet())
        .containsExactly(
            "access_token",
            "token_type",
            "expires_in",
            "refresh_token",
            "refresh_token_id",
            "refresh_expires_in",
            "session_id");
    assertThat(answer.text("token_type")).isEqualTo("Bearer");
    assertThat(answer.json().getInt("expires_in")).isBetween(899, 900);
    assertThat(answer.json().getInt("refresh_expires_in")).isEqualTo(7 * 24 * 3600);
    assertThat(answer.text("refresh_token_id")).isEqualTo(answer.text("session_id") + ".0");
    assertThat(answer.headers().allValues("Set-Cookie")).isEmpty();
  }

  @Test
  void me_answersTheTokensClaims() {
    var login = client.login("admin", PASSWORD).requireStatus(200);
    var me = client.me(login.text("access_token")).requireStatus(200).json();
    assertThat(me.keySet())
        .containsExactlyInAnyOrder(
            "iss", "sub", "aud", "exp", "iat", "jti", "sid", "upn", "groups", "auth_time", "epoch");
    assertThat(me.getString("upn")).isEqualTo("admin");
    assertThat(me.getString("sid")).isEqualTo(login.text("session_id"));
    assertThat(me.getJsonArray("groups")).hasToString("[\"auth-admin\"]");
    assertThat(me.getJsonArray("aud")).hasToString("[\"countersign\"]");
  }

  @Test
  void login_anythingWrong_looksAlike() {
    var wrong = client.login(user, "wrong").requireUnauthorized("invalid_credentials", "Bearer");
    var unknown = client.login("nobody", PASSWORD);
    assertThat(unknown.requireUnauthorized("invalid_credentials", "Bearer").body())
        .isEqualTo(wrong.body());
  }

  @Test
  void me_withoutToken_isChallenged() {
    client.get("me").requireUnauthorized("malformed_token", "Bearer");
    client
        .get("me", "Authorization", "Basic YTpi")
        .requireUnauthorized("malformed_token", "Bearer");
    client.me("abc").requireUnauthorized("malformed_token", INVALID_TOKEN);
  }

  @Test
  void refresh_once_thenReplay_endsTheSession() {
    var first = client.login(user);
    var second = client.refresh(first.text("refresh_token")).requireStatus(200);
    assertThat(second.text("refresh_token_id")).isEqualTo(first.text("session_id") + ".1");
    assertThat(second.header("Cache-Control")).isEqualTo("no-store");
    client.get("sessions", bearer(second.text("access_token"))).requireStatus(200);

    client.refresh(first.text("refresh_token")).requireUnauthorized("token_reused", INVALID_GRANT);

    client
        .refresh(second.text("refresh_token"))
        .requireUnauthorized("token_revoked", INVALID_TOKEN);
    client.me(second.text("access_token")).requireStatus(200); // ordinary: no look-up
    client
        .delete("sessions", second.text("access_token"))
        .requireUnauthorized("token_revoked", INVALID_TOKEN);
  }

  @Test
  void refresh_manyAtOnce_oneSuccessorAndSessionEnded() throws Exception {
    var token = client.login(user).text("refresh_token");
    int callers = 64;
    var start = new CyclicBarrier(callers);
    var calls = new ArrayList<Callable<Answer>>();
    for (int i = 0; i < callers; i++) {
      calls.add(
          () -> {
            start.await();
            return client.refresh(token);
          });
    }
    var threads = Executors.newFixedThreadPool(callers);
    var answers = new ArrayList<Answer>();
    for (var answer : threads.invokeAll(calls)) {
      answers.add(answer.get());
    }
    threads.shutdown();

    var accepted = answers.stream().filter(a -> a.status() == 200).toList();
    assertThat(accepted).hasSize(1);
    assertThat(answers)
        .filteredOn(a -> a.status() != 200)
        .allSatisfy(a -> a.requireUnauthorized("token_reused", INVALID_GRANT));
    client
        .refresh(accepted.get(0).text("refresh_token"))
        .requireUnauthorized("token_revoked", INVALID_TOKEN);
  }

  @Test
  void refresh_forgedToken_endsNothing() {
    var token = client.login(user).text("refresh_token");
    var forged =
        token.substring(0, 40) + (token.charAt(40) == 'A' ? 'B' : 'A') + token.substring(41);
    client.refresh(forged).requireUnauthorized("malformed_token", INVALID_TOKEN);
    client.refresh("csr_x").requireUnauthorized("malformed_token", INVALID_TOKEN);
    client.refresh(token).requireStatus(200);
  }

  @Test
  void refresh_withAccessToken_isRefused() {
    var login = client.login(user);
    client
        .refresh(login.text("access_token"))
        .requireUnauthorized("malformed_token", INVALID_TOKEN);
    client.me(login.text("refresh_token")).requireUnauthorized("malformed_token", INVALID_TOKEN);
  }

  @Test
  void sessions_sayWhetherTheyAreBound() {
    var owner = client.newUser();
    var plain = client.login(owner);
    client.login(owner, PASSWORD, "X-Device-Fingerprint", PHONE).requireStatus(200);
    assertThat(
            client
                .get("sessions", bearer(plain.text("access_token")))
                .requireStatus(200)
                .json()
                .getJsonArray("items")
                .getValuesAs(JsonObject.class))
        .extracting(it -> it.getBoolean("current", false) + " " + it.getBoolean("device_bound"))
        .containsExactlyInAnyOrder("true false", "false true");
  }

  @Test
  void refresh_boundToAnotherDevice_endsTheSession() {
    var bound = client.login(user, PASSWORD, "X-Device-Fingerprint", PHONE).requireStatus(200);
    var second =
        client
            .refresh(bound.text("refresh_token"), "X-Device-Fingerprint", PHONE)
            .requireStatus(200);
    client
        .refresh(second.text("refresh_token"), "X-Device-Fingerprint", "a thief's fingerprint")
        .requireUnauthorized("device_mismatch", INVALID_GRANT);
    client
        .refresh(second.text("refresh_token"), "X-Device-Fingerprint", PHONE)
        .requireUnauthorized("token_revoked", INVALID_TOKEN);
  }

  @Test
  void logout_endsTheSessionAndIsIdempotent() {
    var login = client.login(user);
    client.delete("sessions/" + UUID.randomUUID(), login.text("access_token")).requireStatus(404);
    client.logout(login.text("refresh_token")).requireStatus(204);
    client.logout(login.text("refresh_token")).requireStatus(204);
    client.refresh(login.text("refresh_token")).requireUnauthorized("token_revoked", INVALID_TOKEN);
    client
        .delete("sessions/" + UUID.randomUUID(), login.text("access_token"))
        .requireUnauthorized("token_revoked", INVALID_TOKEN);
  }

  private Answer changePassword(String accessToken, String current, String changed) {
    return client.post(
        "password",
        json("current_password", current, "new_password", changed),
        bearer(accessToken));
  }

  @Test
  void password_changed_endsEverythingButTheNewSession() {
    var here = client.login(user);
    var elsewhere = client.login(user);
    var changed =
        changePassword(here.text("access_token"), PASSWORD, NEW_PASSWORD).requireStatus(200);
    assertThat(changed.text("session_id")).isNotEqualTo(here.text("session_id"));
    for (var old : new Answer[] {here, elsewhere}) {
      client.refresh(old.text("refresh_token")).requireUnauthorized("token_revoked", INVALID_TOKEN);
      client
          .delete("sessions", old.text("access_token"))
          .requireUnauthorized("token_revoked", INVALID_TOKEN);
    }
    client.refresh(changed.text("refresh_token")).requireStatus(200);
    client.login(user, PASSWORD).requireUnauthorized("invalid_credentials", "Bearer");
    client.login(user, NEW_PASSWORD).requireStatus(200);
  }

  @Test
  void password_changed_keepsTheDevice() {
    var here =
        client
            .post(
                "login",
                json("username", user, "password", PASSWORD, "device_name", "Anna's phone"),
                "X-Device-Fingerprint",
                PHONE)
            .requireStatus(200);
    var changed =
        changePassword(here.text("access_token"), PASSWORD, NEW_PASSWORD).requireStatus(200);
    var session =
        client
            .get("sessions", bearer(changed.text("access_token")))
            .json()
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(session.getString("id")).isEqualTo(changed.text("session_id"));
    assertThat(session.getString("device_name")).isEqualTo("Anna's phone");
    var next =
        client
            .refresh(changed.text("refresh_token"), "X-Device-Fingerprint", PHONE)
            .requireStatus(200);
    client
        .refresh(next.text("refresh_token"))
        .requireUnauthorized("device_mismatch", INVALID_GRANT);
  }

  @Test
  void password_badFingerprint_changesNothing() {
    var login = client.login(user);
    client
        .post(
            "password",
            json("current_password", PASSWORD, "new_password", NEW_PASSWORD),
            "Authorization",
            "Bearer " + login.text("access_token"),
            "X-Device-Fingerprint",
            "short")
        .requireProblem(400, "invalid_request");
    client.login(user);
  }

  @Test
  void password_wrongOrWeak_changesNothing() {
    var login = client.login(user);
    var token = login.text("access_token");
    changePassword(token, "wrong", NEW_PASSWORD)
        .requireUnauthorized("invalid_credentials", "Bearer");
    var weak = changePassword(token, PASSWORD, "password1").requireProblem(400, "invalid_request");
    assertThat(weak.text("detail")).contains("new_password");
    changePassword(token, PASSWORD, "short").requireProblem(400, "invalid_request");
    client.refresh(login.text("refresh_token")).requireStatus(200);
  }

  @Test
  void sessions_areListedAndEnded() {
    var one =
        client
            .post(
                "login",
                json("username", user, "password", PASSWORD, "device_name", "Anna's phone"),
                "User-Agent",
                "Phone/1")
            .requireStatus(200);
    var two = client.login(user);
    var three = client.login(user);
    var token = two.text("access_token");

    var items =
        client.get("sessions", bearer(token)).requireStatus(200).json().getJsonArray("items");
    assertThat(items).hasSize(3);
    var oldest = items.getJsonObject(2);
    assertThat(oldest.getString("id")).isEqualTo(one.text("session_id"));
    assertThat(oldest.getString("device_name")).isEqualTo("Anna's phone");
    assertThat(oldest.getString("user_agent")).isEqualTo("Phone/1");
    assertThat(oldest.getString("ip")).isEqualTo("127.0.0.1");
    assertThat(oldest.getString("state")).isEqualTo("active");
    assertThat(oldest.getBoolean("current")).isFalse();
    assertThat(items.getJsonObject(1).getBoolean("current")).isTrue();

    client.delete("sessions/" + one.text("session_id"), token).requireStatus(204);
    client.refresh(one.text("refresh_token")).requireUnauthorized("token_revoked", INVALID_TOKEN);

    var kept = client.delete("sessions?keep=current", token).requireStatus(200);
    assertThat(kept.body()).isEqualTo("{\"revoked\":1}");
    client.refresh(three.text("refresh_token")).requireUnauthorized("token_revoked", INVALID_TOKEN);

    assertThat(client.delete("sessions", token).requireStatus(200).body())
        .isEqualTo("{\"revoked\":1}");
    client.refresh(two.text("refresh_token")).requireUnauthorized("token_revoked", INVALID_TOKEN);
  }

  @Test
  void sessions_arePagedByCursor() {
    var token = client.login(user).text("access_token");
    client.login(user);
    client.login(user);
    var seen = new ArrayList<String>();
    var path = "sessions?limit=2";
    for (int page = 0; page < 2; page++) {
      var answer = client.get(path, bearer(token)).requireStatus(200).json();
      answer.getJsonArray("items").getValuesAs(JsonObject.class).stream()
          .map(item -> item.getString("id"))
          .forEach(seen::add);
      assertThat(answer.isNull("next_cursor")).isEqualTo(page == 1);
      path = "sessions?limit=2&cursor=" + answer.getString("next_cursor", "");
    }
    assertThat(seen).hasSize(3).doesNotHaveDuplicates();
    for (String limit : new String[] {"0", "201", "x"}) {
      client.get("sessions?limit=" + limit, bearer(token)).requireProblem(400, "invalid_request");
    }
  }

  @Test
  void sessions_ofSomebodyElse_areNotFound() {
    var mine = client.login(user);
    var other = client.login(client.newUser());
    client
        .delete("sessions/" + other.text("session_id"), mine.text("access_token"))
        .requireProblem(404, "not_found");
    client.refresh(other.text("refresh_token")).requireStatus(200);
  }
}
