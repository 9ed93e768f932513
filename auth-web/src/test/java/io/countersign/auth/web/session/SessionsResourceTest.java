package io.countersign.auth.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.Device;
import io.countersign.auth.web.request.InvalidRequestException;
import jakarta.json.JsonObject;
import jakarta.ws.rs.NotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionsResourceTest {

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

  private List<JsonObject> list(JsonObject caller) {
    String shown = resources.sessions().list(null, null, null, resources.bearer(caller));
    return SessionResources.object(shown).getJsonArray("items").getValuesAs(JsonObject.class);
  }

  @Test
  void list_ownSessions_marksTheCallers() {
    JsonObject older = resources.login();
    JsonObject own = resources.login();
    assertThat(list(own))
        .extracting(it -> it.getString("id") + " " + it.getBoolean("current"))
        .containsExactlyInAnyOrder(
            own.getString("session_id") + " true", older.getString("session_id") + " false");
  }

  @Test
  void end_ownSession_isGone() {
    JsonObject older = resources.login();
    JsonObject own = resources.login();
    assertThat(
            resources
                .sessions()
                .end(older.getString("session_id"), resources.bearer(own))
                .getStatus())
        .isEqualTo(204);
    assertThat(list(own)).hasSize(1);
  }

  @Test
  void end_sessionOfAnotherUser_isNotFoundAndGoesOn() {
    JsonObject own = resources.login();
    UUID stranger =
        resources
            .deployment
            .tokenService()
            .openSession(
                resources
                    .deployment
                    .directoryAccounts()
                    .adopt("directory", "eve", Set.of())
                    .orElseThrow(),
                new Device(null, null, null, null))
            .sessionId();
    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> resources.sessions().end(stranger.toString(), resources.bearer(own)));
    assertThat(resources.deployment.families().find(stranger)).isPresent();
  }

  @Test
  void endAll_keepCurrent_leavesTheCallers() {
    resources.login();
    JsonObject own = resources.login();
    assertThat(resources.sessions().endAll("current", resources.bearer(own)))
        .isEqualTo("{\"revoked\":1}");
    assertThat(list(own))
        .extracting(it -> it.getString("id"))
        .containsExactly(own.getString("session_id"));
  }

  @Test
  void endAll_keepAnythingElse_endsNothing() {
    JsonObject own = resources.login();
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> resources.sessions().endAll("all", resources.bearer(own)))
        .withMessageContaining("\"keep\"");
    assertThat(list(own)).hasSize(1);
  }
}
