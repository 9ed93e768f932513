package io.countersign.auth.web.session;

import static io.countersign.auth.web.InMemoryDeployment.ADMINISTRATOR;
import static io.countersign.auth.web.InMemoryDeployment.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.web.request.InvalidRequestException;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PasswordResourceTest {

  private static final String CHANGED = "amber trombone rests on friday";

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

  private Response change(JsonObject tokens, String current, String changed) {
    return resources
        .password()
        .change(
            SessionResources.json(
                "{'current_password':'" + current + "','new_password':'" + changed + "'}"),
            resources.bearer(tokens));
  }

  @Test
  void change_rightPassword_endsAllSessionsAndOpensANewOne() {
    JsonObject other = resources.login();
    JsonObject own = resources.login();

    JsonObject opened = SessionResources.json(change(own, PASSWORD, CHANGED));

    for (JsonObject ended : new JsonObject[] {other, own}) {
      assertThatExceptionOfType(TokenRevokedException.class).isThrownBy(() -> refresh(ended));
    }
    assertThat(refresh(opened).getStatus()).isEqualTo(200);
    assertThat(resources.deployment.accountPasswords().authenticate(ADMINISTRATOR, CHANGED))
        .isPresent();
    assertThat(resources.deployment.accountPasswords().authenticate(ADMINISTRATOR, PASSWORD))
        .isEmpty();
  }

  private Response refresh(JsonObject tokens) {
    return resources
        .tokens(Map.of())
        .refresh(
            SessionResources.json("{'refresh_token':'" + tokens.getString("refresh_token") + "'}"));
  }

  @Test
  void change_wrongPassword_endsNothing() {
    JsonObject own = resources.login();
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(() -> change(own, "guess", CHANGED));
    assertThat(refresh(own).getStatus()).isEqualTo(200);
  }

  @Test
  void change_toAWeakPassword_namesTheField() {
    JsonObject own = resources.login();
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> change(own, PASSWORD, "password1"))
        .withMessageContaining("\"new_password\"");
    assertThat(refresh(own).getStatus()).isEqualTo(200);
  }

  /** Only a genuine owner is told what is wrong with the new one. */
  @Test
  void change_wrongAndWeak_saysOnlyThatItIsWrong() {
    JsonObject own = resources.login();
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(() -> change(own, "guess", "password1"));
  }
}
