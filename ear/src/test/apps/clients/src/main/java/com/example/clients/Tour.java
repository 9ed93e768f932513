package com.example.clients;

import com.example.countersign.ApiClient;
import com.example.countersign.ApiException;
import com.example.countersign.api.AccountApi;
import com.example.countersign.api.AdministrationApi;
import com.example.countersign.api.TokensApi;
import com.example.countersign.model.Login;
import com.example.countersign.model.NewUser;
import com.example.countersign.model.Problem;
import com.example.countersign.model.Refresh;
import com.example.countersign.model.RefreshTokenBody;
import com.example.countersign.model.Tokens;
import com.example.countersign.model.UserChange;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Set;
import java.util.UUID;

/** Takes each step through generated classes, and prints what came of it. */
public final class Tour {

  private interface Call {
    void run() throws ApiException;
  }

  private final String address;
  private final TokensApi tokens;

  private Tour(String address) {
    this.address = address;
    this.tokens = new TokensApi(client());
  }

  /**
   * Runs against a server.
   *
   * @param arguments its address, that of {@code /auth}; the password of its user {@code admin} is
   *     in the environment
   */
  public static void main(String[] arguments) throws ApiException {
    new Tour(arguments[0]).run(System.getenv("PASSWORD"));
  }

  private void run(String password) throws ApiException {
    var login = tokens.login(new Login().username("admin").password(password), null);
    print("login", login.getTokenType());

    var me = new AccountApi(clientOf(login)).me();
    print("me", me.getUpn() + " " + me.getGroups());

    var pair = tokens.refresh(null, new Refresh().refreshToken(login.getRefreshToken()));
    print("refresh", pair.getRefreshTokenId().equals(login.getSessionId() + ".1"));

    var session =
        new AccountApi(clientOf(pair))
            .listOwnSessions(null, null, null).getItems().stream()
                .filter(it -> it.getId().equals(pair.getSessionId()))
                .findFirst()
                .orElseThrow();
    print("session", session.getState() + " " + session.getCurrent() + " " + session.getGeneration());
    print("opened", session.getCreatedAt().isBefore(session.getExpiresAt()));

    var administration = new AdministrationApi(clientOf(pair));
    var history = administration.findSession(pair.getSessionId()).getHistory();
    print("history", history.get(history.size() - 1).getType());

    var clerk =
        new NewUser()
            .username("clerk-" + UUID.randomUUID())
            .password("brass lantern on the stairs")
            .roles(Set.of("clerk"));
    var user = administration.createUser(clerk);
    print("user", user.getRoles() + " " + user.getDisabled());

    var disabled = administration.changeUser(user.getId(), new UserChange().disabled(true));
    print("changed", disabled.getRoles() + " " + disabled.getDisabled());

    printRefusal("again", () -> administration.createUser(clerk));
    printRefusal("wrong", () -> tokens.login(new Login().username("admin").password("x"), null));

    tokens.logout(new RefreshTokenBody().refreshToken(pair.getRefreshToken()));
    printRefusal(
        "logged out",
        () -> tokens.refresh(null, new Refresh().refreshToken(pair.getRefreshToken())));
  }

  private ApiClient client() {
    var client = new ApiClient();
    client.updateBaseUri(address);
    return client;
  }

  private ApiClient clientOf(Tokens bearer) {
    var header = "Bearer " + bearer.getAccessToken();
    return client().setRequestInterceptor(request -> request.header("Authorization", header));
  }

  private void printRefusal(String step, Call call) throws ApiException {
    try {
      call.run();
      print(step, "not refused");
    } catch (ApiException e) {
      var problem = problem(e);
      print(step, problem.getStatus() + " " + problem.getCode());
    }
  }

  /** The body of a refusal is a problem document. */
  private static Problem problem(ApiException refusal) {
    try {
      return ApiClient.createDefaultObjectMapper().readValue(refusal.getResponseBody(), Problem.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(refusal.getResponseBody(), e);
    }
  }

  private static void print(String step, Object outcome) {
    System.out.println(step + ": " + outcome);
  }
}
