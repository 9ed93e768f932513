package io.countersign.auth.web.session;

import io.countersign.auth.SecurityEvent;
import io.countersign.auth.event.IpAddress;
import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.spi.Session;
import io.countersign.auth.spi.StoredSecurityEvent;
import jakarta.json.JsonObjectBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A session as JSON. */
public final class SessionJson {

  private SessionJson() {}

  /** As an administrator sees it: also who ended it. */
  public static JsonObjectBuilder ofAnybody(Session session, Instant now) {
    JsonObjectBuilder json = of(session, now);
    session.ending().ifPresent(ending -> json.add("ended_by", ending.by()));
    return json;
  }

  /** As its user sees it. */
  static JsonObjectBuilder of(Session session, Instant now) {
    JsonObjectBuilder json =
        AnswerJson.object()
            .add("id", session.id().toString())
            .add("user_id", session.userId().toString());
    addText(json, "device_name", session.device().name());
    addText(json, "user_agent", session.device().userAgent());
    String address = session.device().address();
    addText(json, "ip", address == null ? null : IpAddress.shown(address));
    json.add("device_bound", session.isBound())
        .add("created_at", session.createdAt().toString())
        .add("last_used_at", session.lastUsedAt().toString())
        .add("expires_at", session.expiresAt().toString())
        .add("generation", session.generation())
        .add("state", session.state(now).name().toLowerCase(Locale.ROOT));
    session
        .ending()
        .ifPresent(
            ending -> {
              json.add("ended_reason", ending.reason().code())
                  .add("ended_at", ending.at().toString());
              ending.note().ifPresent(note -> json.add("reason", note));
            });
    return json;
  }

  /**
   * A session that is no longer kept, as the events that are still kept show it. It was logged out,
   * or expired so long ago that it was cleaned up.
   *
   * @return empty when there are no events
   */
  public static Optional<JsonObjectBuilder> ofHistory(
      UUID id, List<StoredSecurityEvent> latestFirst) {
    if (latestFirst.isEmpty()) {
      return Optional.empty();
    }
    JsonObjectBuilder json = AnswerJson.object().add("id", id.toString());
    latestFirst.stream()
        .flatMap(stored -> stored.event().userId().stream())
        .findFirst()
        .ifPresent(user -> json.add("user_id", user.toString()));
    json.add("state", "deleted");
    latestFirst.stream()
        .map(StoredSecurityEvent::event)
        .filter(event -> event.type() == SecurityEvent.Type.LOGOUT)
        .findFirst()
        .ifPresent(
            logout ->
                json.add("ended_reason", logout.type().code())
                    .add("ended_at", logout.at().toString()));
    return Optional.of(json);
  }

  private static void addText(JsonObjectBuilder json, String name, @Nullable String value) {
    if (value == null) {
      json.addNull(name);
    } else {
      json.add(name, value);
    }
  }
}
