package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.web.Resources;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Route;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What guards each route is there: nobody passes it by leaving out a token or a role. */
@EveryServer
class RoutesIT {

  private final AuthClient client;
  private final StoredSessions sessions;

  RoutesIT(AuthServer server) {
    client = new AuthClient(server);
    sessions = new StoredSessions(server);
  }

  private static List<Route> guarded(Guard... guards) {
    var routes =
        Resources.routes().stream().filter(it -> List.of(guards).contains(it.guard())).toList();
    assertThat(routes).isNotEmpty();
    return routes;
  }

  /** What the route is asked does not matter: it is guarded before its request is read. */
  private Answer ask(Route route, String... headers) {
    var path = route.path().substring(1).replaceAll("\\{\\w+}", UUID.randomUUID().toString());
    return client.send(route.verb(), path, new byte[0], headers);
  }

  @Test
  void request_withoutToken_isRefused() {
    for (var route :
        guarded(
            Guard.BEARER,
            Guard.SENSITIVE,
            Guard.FRESH,
            Guard.ADMINISTRATOR,
            Guard.FRESH_ADMINISTRATOR,
            Guard.SERVICE)) {
      assertThat(ask(route).status()).as("%s", route).isEqualTo(401);
      assertThat(ask(route, bearer("a.b.c")).status()).as("%s", route).isEqualTo(401);
    }
  }

  @Test
  void request_withoutTheRole_isRefused() {
    var user = client.login(client.newUser()).text("access_token");
    for (var route : guarded(Guard.ADMINISTRATOR, Guard.FRESH_ADMINISTRATOR, Guard.SERVICE)) {
      assertThat(ask(route, bearer(user)).status()).as("%s", route).isEqualTo(403);
    }
  }

  @Test
  void request_ofALoginLongAgo_isRefusedWhereItHasToBeFresh() throws SQLException {
    var login = client.login("admin");
    var old = sessions.refreshedAfterAnHour(client, login).text("access_token");
    for (var route : guarded(Guard.FRESH, Guard.FRESH_ADMINISTRATOR)) {
      ask(route, bearer(old))
          .requireUnauthorized(
              "insufficient_user_authentication",
              "Bearer error=\"insufficient_user_authentication\", max_age=\"900\"");
    }
    client.get("admin/keys", bearer(old)).requireStatus(200);
  }

  @Test
  void request_ofAnEndedSession_isRefusedWhereItMatters() {
    var login = client.login(client.newUser());
    client.logout(login.text("refresh_token")).requireStatus(204);
    var ended = login.text("access_token");
    for (var route :
        guarded(
            Guard.SENSITIVE,
            Guard.FRESH,
            Guard.ADMINISTRATOR,
            Guard.FRESH_ADMINISTRATOR,
            Guard.SERVICE)) {
      ask(route, bearer(ended)).requireProblem(401, "token_revoked");
    }
    client.me(ended).requireStatus(200);
  }
}
