package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static io.countersign.auth.http.AuthClient.json;
import static org.assertj.core.api.Assertions.assertThat;

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
  void password_guessesOfTheCurrentOne_areRefused() {
    var token = loginFrom(home, user, PASSWORD).requireStatus(200).text("access_token");
    var guess = json("current_password", "guess", "new_password", "violet kettle drums tuesday");
    for (int i = 0; i < ATTEMPTS; i++) {
      client
          .post("password", guess, withAddress(token))
          .requireUnauthorized("invalid_credentials", "Bearer");
    }
    requireTooMany(client.post("password", guess, withAddress(token)));
    loginFrom(home, user, PASSWORD).requireStatus(200); // which has attempts of its own
  }

  private String[] withAddress(String token) {
    var authorization = bearer(token);
    return new String[] {authorization[0], authorization[1], "X-Forwarded-For", home};
  }
}
