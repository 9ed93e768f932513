package io.countersign.auth.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.Actor;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.web.request.InvalidRequestException;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventsResourceTest {

  private static final UUID ROOT = UUID.randomUUID();
  private static final UUID STRANGER = UUID.randomUUID();
  private static final Instant LATER = Instant.parse("2099-01-01T00:00:00Z");

  @TempDir Path folder;

  private SessionResources resources;
  private JsonObject tokens;
  private UUID user;

  @BeforeEach
  void start() throws IOException {
    resources = new SessionResources(folder, Map.of());
    tokens = resources.login();
    user = resources.deployment.verifier().verify(tokens.getString("access_token")).userId();
  }

  @AfterEach
  void stop() {
    resources.close();
  }

  private JsonObject page(EventFilter filter, @Nullable String limit, @Nullable String cursor) {
    return SessionResources.object(
        resources.events().list(filter, limit, cursor, resources.bearer(tokens)));
  }

  private List<JsonObject> list(EventFilter filter) {
    return page(filter, null, null).getJsonArray("items").getValuesAs(JsonObject.class);
  }

  private SecurityEvent keep(SecurityEvent.Type type, UUID whose) {
    SecurityEvent event = SecurityEvent.of(type, LATER).ofUser(whose).ofSession(STRANGER);
    resources.deployment.eventStore().add(event);
    return event;
  }

  @Test
  void list_ownLogin_isBySelf() {
    assertThat(list(new EventFilter()))
        .first()
        .satisfies(
            event -> {
              assertThat(event.getString("type")).isEqualTo("login");
              assertThat(event.getString("user_id")).isEqualTo(user.toString());
              assertThat(event.getString("actor")).isEqualTo("self");
              assertThat(event.getString("ip")).isEqualTo("192.0.2.1");
            });
  }

  @Test
  void list_actOfAnAdministrator_hasNeitherIdNorAddressNorTrace() {
    resources
        .deployment
        .eventStore()
        .add(
            SecurityEvent.of(SecurityEvent.Type.SESSION_REVOKED, LATER)
                .ofUser(user)
                .by(new Actor(ROOT.toString(), Optional.of("192.0.2.99")))
                .with(Map.of("reason", "administrator", "note", "Her phone was stolen."))
                .inTrace("4bf92f35"));
    JsonObject event = list(new EventFilter()).get(0);
    assertThat(event.getString("actor")).isEqualTo("administrator");
    assertThat(event.toString()).doesNotContain(ROOT.toString(), "192.0.2.99", "4bf92f35");
    assertThat(event.getJsonObject("detail").getString("note")).isEqualTo("Her phone was stolen.");
  }

  @Test
  void list_actOfTheSystemOrOfNobodyKnown_saysSo() {
    resources
        .deployment
        .eventStore()
        .add(SecurityEvent.of(SecurityEvent.Type.LOGOUT, LATER).ofUser(user).by(Actor.SYSTEM));
    assertThat(list(new EventFilter()).get(0).getString("actor")).isEqualTo("system");
    resources
        .deployment
        .eventStore()
        .add(
            SecurityEvent.of(SecurityEvent.Type.LOGIN_FAILED, LATER.plusSeconds(1))
                .ofUser(user)
                .from(Optional.of("198.51.100.7")));
    JsonObject failed = list(new EventFilter()).get(0);
    assertThat(failed).doesNotContainKey("actor");
    assertThat(failed.getString("ip")).isEqualTo("198.51.100.7");
  }

  @Test
  void list_eventsOfOthersAndOfEverybody_areNever() {
    keep(SecurityEvent.Type.LOGIN, STRANGER);
    resources
        .deployment
        .eventStore()
        .add(SecurityEvent.of(SecurityEvent.Type.STARTED, LATER).ofSession(STRANGER));
    EventFilter ofSession = new EventFilter();
    ofSession.sessionId = STRANGER.toString();
    assertThat(list(ofSession)).isEmpty();
    assertThat(list(new EventFilter()))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(it.getString("user_id")).isEqualTo(user.toString()));
  }

  @Test
  void list_filtersAndPages() {
    keep(SecurityEvent.Type.LOGOUT, user);
    keep(SecurityEvent.Type.LOGOUT, user);
    EventFilter logouts = new EventFilter();
    logouts.type = "logout";
    logouts.from = "2098-01-01T00:00:00Z";
    JsonObject first = page(logouts, "1", null);
    assertThat(first.getJsonArray("items")).hasSize(1);
    JsonObject second = page(logouts, "1", first.getString("next_cursor"));
    assertThat(second.getJsonArray("items")).hasSize(1);
    assertThat(second.isNull("next_cursor")).isTrue();
    logouts.until = "2098-01-01T00:00:00Z";
    assertThat(list(logouts)).isEmpty();
  }

  @Test
  void list_malformedFilter_isNamed() {
    EventFilter filter = new EventFilter();
    filter.type = "LOGIN";
    assertNamed(filter, "type");
    filter = new EventFilter();
    filter.from = "yesterday";
    assertNamed(filter, "from");
    filter = new EventFilter();
    filter.until = "2026-02-30T00:00:00Z";
    assertNamed(filter, "until");
    filter = new EventFilter();
    filter.sessionId = "x";
    assertNamed(filter, "session_id");
  }

  private void assertNamed(EventFilter filter, String name) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> list(filter))
        .withMessageContaining("\"" + name + "\"");
  }
}
