package io.countersign.auth.web.session;

import static io.countersign.auth.web.InMemoryDeployment.ADMINISTRATOR;
import static io.countersign.auth.web.InMemoryDeployment.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.TokenReusedException;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.web.request.InvalidRequestException;
import io.countersign.auth.web.request.OtherOriginException;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenResourceTest {

  private static final String COOKIE = RefreshCookie.NAME;

  @TempDir Path folder;

  private SessionResources resources;

  @BeforeEach
  void start() throws IOException {
    resources = new SessionResources(folder, Map.of());
  }

  @AfterEach
  void stop() {
    resources.close();
  }

  private TokenResource resource(Map<String, String> headers) {
    return resources.tokens(headers);
  }

  private Response login(String password, String more, Map<String, String> headers) {
    return resource(headers)
        .login(
            SessionResources.json(
                "{'username':'" + ADMINISTRATOR + "','password':'" + password + "'" + more + "}"));
  }

  private JsonObject login() {
    return SessionResources.json(login(PASSWORD, "", Map.of()));
  }

  private Response refresh(String token) {
    return resource(Map.of()).refresh(SessionResources.json("{'refresh_token':'" + token + "'}"));
  }

  private Map<String, String> cookie(String token, String site) {
    return Map.of("Cookie", COOKIE + "=" + token, "Sec-Fetch-Site", site);
  }

  @Test
  void login_rightPassword_answersWhatTheContractNames() {
    Response answer = login(PASSWORD, "", Map.of());
    assertThat(answer.getStatus()).isEqualTo(200);
    assertThat(answer.getHeaderString(HttpHeaders.CACHE_CONTROL)).isEqualTo("no-store");
    JsonObject tokens = SessionResources.json(answer);
    assertThat(tokens.keySet())
        .containsExactlyInAnyOrder(
            "access_token",
            "token_type",
            "expires_in",
            "refresh_token",
            "refresh_token_id",
            "refresh_expires_in",
            "session_id");
    assertThat(tokens.getInt("expires_in")).isEqualTo(900);
    assertThat(tokens.getInt("refresh_expires_in")).isEqualTo(604_800);
  }

  @Test
  void login_wrongPassword_isRefused() {
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(() -> login("guess", "", Map.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', username",
    "'{\"username\":\"a\"}', password",
    "'{\"username\":\"a\",\"password\":\"b\",\"transport\":\"pigeon\"}', transport",
    "'{\"username\":\"a\",\"password\":\"b\",\"rember\":true}', rember"
  })
  void login_malformed_namesTheField(String body, String field) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> resource(Map.of()).login(SessionResources.json(body)))
        .withMessageContaining("\"" + field + "\"");
  }

  @Test
  void login_byCookie_keepsTheRefreshTokenOutOfTheBody() {
    Response answer = login(PASSWORD, ",'transport':'cookie'", Map.of());
    assertThat(SessionResources.json(answer)).doesNotContainKey("refresh_token");
    assertThat(answer.getStringHeaders().get(HttpHeaders.SET_COOKIE))
        .singleElement()
        .asString()
        .startsWith(COOKIE + "=csr_")
        .endsWith("; HttpOnly; Secure; SameSite=Strict; Path=/auth");
  }

  @Test
  void login_withTheCookieOfAnOlderSession_endsThat() {
    String older = login().getString("refresh_token");
    login(PASSWORD, "", cookie(older, "same-origin"));
    assertThatExceptionOfType(TokenRevokedException.class).isThrownBy(() -> refresh(older));
  }

  @Test
  void refresh_once_answersASuccessor_andTwiceEndsTheSession() {
    String first = login().getString("refresh_token");
    String second = SessionResources.json(refresh(first)).getString("refresh_token");
    assertThat(second).isNotEqualTo(first);
    assertThatExceptionOfType(TokenReusedException.class).isThrownBy(() -> refresh(first));
    assertThatExceptionOfType(TokenRevokedException.class).isThrownBy(() -> refresh(second));
  }

  @Test
  void refresh_byCookie_isAnsweredByCookie() {
    String token = login().getString("refresh_token");
    Response answer = resource(cookie(token, "same-origin")).refresh(SessionResources.json("{}"));
    assertThat(SessionResources.json(answer)).doesNotContainKey("refresh_token");
    assertThat(answer.getHeaderString(HttpHeaders.SET_COOKIE)).startsWith(COOKIE + "=csr_");
  }

  @Test
  void refresh_byDeadCookie_removesIt() {
    String token = login().getString("refresh_token");
    refresh(token);
    Response answer = resource(cookie(token, "same-origin")).refresh(SessionResources.json("{}"));
    assertThat(answer.getStatus()).isEqualTo(401);
    assertThat(SessionResources.json(answer).getString("code")).isEqualTo("token_reused");
    assertThat(answer.getHeaderString(HttpHeaders.SET_COOKIE)).contains("=; Max-Age=0;");
  }

  @Test
  void refresh_byCookieFromAnotherSite_isForbidden() {
    String token = login().getString("refresh_token");
    assertThatExceptionOfType(OtherOriginException.class)
        .isThrownBy(
            () -> resource(cookie(token, "cross-site")).refresh(SessionResources.json("{}")));
    assertThat(refresh(token).getStatus()).isEqualTo(200);
  }

  @Test
  void refresh_withoutAToken_namesTheField() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> resource(Map.of()).refresh(SessionResources.json("{}")))
        .withMessageContaining("\"refresh_token\"");
  }

  @Test
  void logout_again_isAnsweredAlike() {
    String token = login().getString("refresh_token");
    for (int time : List.of(1, 2)) {
      Response answer =
          resource(Map.of()).logout(SessionResources.json("{'refresh_token':'" + token + "'}"));
      assertThat(answer.getStatus()).as("%s", time).isEqualTo(204);
    }
    assertThatExceptionOfType(TokenRevokedException.class).isThrownBy(() -> refresh(token));
  }

  @Test
  void logout_byCookie_removesItWhateverItHolds() {
    for (String held : List.of(login().getString("refresh_token"), "rubbish")) {
      Response answer = resource(cookie(held, "same-origin")).logout(SessionResources.json("{}"));
      assertThat(answer.getStatus()).isEqualTo(204);
      assertThat(answer.getHeaderString(HttpHeaders.SET_COOKIE)).contains("=; Max-Age=0;");
    }
  }
}
