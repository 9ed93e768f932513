package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Ten wrong passwords, then no more: of a user, and from an address behind a trusted proxy. */
@EveryServer
class LoginProtectionIT {

  private static final int ATTEMPTS = 10;
  private static final String PASSWORD = AuthServer.PASSWORD;
  private static final String PHONE = "a phone's fingerprint";

  private final AuthClient client;
  private final String user;
  private final String home = AuthClient.newAddress();

  LoginProtectionIT(AuthServer server) {
    client = new AuthClient(server);
    user = client.newUser();
  }

  private Answer loginFrom(String address, String username, String password, String... more) {
    var headers = new String[more.length + 2];
    System.arraycopy(more, 0, headers, 2, more.length);
    headers[0] = "X-Forwarded-For";
    headers[1] = "198.51.100.1, " + address;
    return client.login(username, password, headers);
  }

  private void requireTooMany(Answer answer) {
    answer.requireProblem(429, "too_many_attempts");
    assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 90);
  }

  @Test
  void login_guessesOfAUser_lockOutNobodyAtHomeOrOnTheOwnPhone() {
    loginFrom(home, user, PASSWORD).requireStatus(200);
    var phone = new String[] {"X-Device-Fingerprint", PHONE};
    loginFrom(AuthClient.newAddress(), user, PASSWORD, phone).requireStatus(200);
    for (int i = 0; i < ATTEMPTS; i++) {
      loginFrom(AuthClient.newAddress(), user, "guess")
          .requireUnauthorized("invalid_credentials", "Bearer");
    }
    requireTooMany(loginFrom(AuthClient.newAddress(), user, PASSWORD));
    loginFrom(home, user, PASSWORD).requireStatus(200);
    loginFrom(AuthClient.newAddress(), user, PASSWORD, phone).requireStatus(200);
  }

  @Test
  void login_guessesFromAnAddress_areRefusedForAnyUser() {
    var address = AuthClient.newAddress();
    for (int i = 0; i < ATTEMPTS; i++) {
      loginFrom(address, "nobody-" + i, "guess")
          .requireUnauthorized("invalid_credentials", "Bearer");
    }
    requireTooMany(loginFrom(address, user, PASSWORD));
    requireTooMany(loginFrom(address.replace("::1", "::2"), user, PASSWORD));
    loginFrom(AuthClient.newAddress(), user, PASSWORD).requireStatus(200);
  }

  @Test
  void login_usedUpAddress_tellsNotWhoHasLoggedInThere() {
    var stranger = client.newUser();
    loginFrom(home, user, PASSWORD).requireStatus(200);
    for (int i = 0; i < 3 * ATTEMPTS; i++) {
      loginFrom(home, "nobody-" + i, "guess").requireUnauthorized("invalid_credentials", "Bearer");
    }
    requireTooMany(loginFrom(home, user, "guess"));
    requireTooMany(loginFrom(home, stranger, "guess"));
    requireTooMany(loginFrom(home, "nobody", "guess"));
    loginFrom(home, user, PASSWORD).requireStatus(200);
    requireTooMany(loginFrom(home, stranger, PASSWORD));
  }

  @Test
  void login_ownSessionInTheCookie_isAKnownPlaceAnywhere() {
    var cookie =
        client
            .post(
                "login",
                json("username", user, "password", PASSWORD, "transport", "cookie"),
                "X-Forwarded-For",
                home)
            .requireStatus(200)
            .header("Set-Cookie");
    for (int i = 0; i < ATTEMPTS; i++) {
      loginFrom(AuthClient.newAddress(), user, "guess")
          .requireUnauthorized("invalid_credentials", "Bearer");
    }
    requireTooMany(loginFrom(AuthClient.newAddress(), user, PASSWORD));
    loginFrom(
            AuthClient.newAddress(),
            user,
            PASSWORD,
            "Cookie",
            cookie.substring(0, cookie.indexOf(';')),
            "Sec-Fetch-Site",
            "same-origin")
        .requireStatus(200);
  }

  @Test
  void login_rightPasswordsAtOnce_areLetInOrToldToComeAgainInASecond() throws Exception {
    var pool = Executors.newFixedThreadPool(24);
    var logins =
        pool.invokeAll(
            Collections.nCopies(24, (Callable<Answer>) () -> loginFrom(home, user, PASSWORD)));
    pool.shutdown();
    int letIn = 0;
    for (var login : logins) {
      if (login.get().status() == 200) {
        letIn++;
      } else {
        login.get().requireProblem(429, "too_many_attempts");
        assertThat(login.get().header("Retry-After")).isEqualTo("1");
      }
    }
    assertThat(letIn).isGreaterThanOrEqualTo(1);
    loginFrom(home, user, PASSWORD).requireStatus(200);
  }

  @Test
  void password_guessesOfTheCurrentOne_areRefused() {
    var token = loginFrom(home, user, PASSWORD).requireStatus(200).text("access_token");
    var guess = json("current_password", "guess", "new_password", "guess");
    for (int i = 0; i < ATTEMPTS; i++) {
      client
          .post("password", guess, withAddress(token))
          .requireUnauthorized("invalid_credentials", "Bearer");
    }
    requireTooMany(client.post("password", guess, withAddress(token)));
    loginFrom(home, user, PASSWORD).requireStatus(200); // which has attempts of its own
  }

  @Test
  void password_badNewOne_isToldOnlyToWhoKnowsTheCurrentOneAndUsesUpNothing() {
    var token = loginFrom(home, user, PASSWORD).requireStatus(200).text("access_token");
    for (int i = 0; i < 2 * ATTEMPTS; i++) {
      client
          .post(
              "password",
              json("current_password", PASSWORD, "new_password", "guess"),
              withAddress(token))
          .requireProblem(400, "invalid_request");
    }
    client
        .post(
            "password",
            json("current_password", "wrong", "new_password", "guess"),
            withAddress(token))
        .requireUnauthorized("invalid_credentials", "Bearer");
    loginFrom(home, user, PASSWORD).requireStatus(200);
  }

  private String[] withAddress(String token) {
    var authorization = bearer(token);
    return new String[] {authorization[0], authorization[1], "X-Forwarded-For", home};
  }
}
