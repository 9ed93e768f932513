package io.countersign.auth.web.session;

import io.countersign.auth.Actor;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.event.IpAddress;
import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.spi.SecurityEventQuery;
import io.countersign.auth.spi.StoredSecurityEvent;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** A security event as JSON. */
public final class SecurityEventJson {

  /** Who did it, where the user may not learn of it more than this. */
  private static final String SOMEBODY_ELSE = "administrator";

  private static final Instant FIRST_YEAR = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST_YEAR = Instant.parse("9999-01-01T00:00:00Z");

  private SecurityEventJson() {}

  /** As an administrator sees it. */
  public static JsonObjectBuilder of(StoredSecurityEvent stored) {
    SecurityEvent event = stored.event();
    JsonObjectBuilder json =
        AnswerJson.object()
            .add("id", Long.toString(stored.id()))
            .add("at", event.at().toString())
            .add("type", event.type().code());
    event.userId().ifPresent(user -> json.add("user_id", user.toString()));
    event.sessionId().ifPresent(session -> json.add("session_id", session.toString()));
    event.actor().ifPresent(actor -> json.add("actor", actor));
    event.address().ifPresent(address -> json.add("ip", IpAddress.shown(address)));
    JsonObjectBuilder detail = AnswerJson.object();
    new TreeMap<>(event.detail()).forEach(detail::add);
    return json.add("detail", detail);
  }

  /**
   * As its user sees it: who did it is {@code self}, {@code system} or {@code administrator}. An
   * administrator's address is not the user's business, and no trace is.
   */
  static JsonObjectBuilder ofOwn(StoredSecurityEvent stored, UUID user) {
    SecurityEvent event = stored.event();
    Optional<String> actor = event.actor().map(name -> shown(name, user));
    Optional<String> address =
        actor.equals(Optional.of(SOMEBODY_ELSE)) ? Optional.empty() : event.address();
    Map<String, String> detail = new HashMap<>(event.detail());
    detail.remove(SecurityEvent.TRACE_ID);
    return of(
        new StoredSecurityEvent(
            stored.id(),
            new SecurityEvent(
                event.type(),
                event.at(),
                event.userId(),
                event.sessionId(),
                actor,
                address,
                detail)));
  }

  private static String shown(String actor, UUID user) {
    if (actor.equals(user.toString())) {
      return "self";
    }
    return actor.equals(Actor.SYSTEM.name()) ? actor : SOMEBODY_ELSE;
  }

  /** Several of them, as an administrator sees them. */
  public static JsonArrayBuilder array(List<StoredSecurityEvent> events) {
    JsonArrayBuilder array = AnswerJson.array();
    events.forEach(event -> array.add(of(event)));
    return array;
  }

  /** An event's place in the order of events. */
  public static String place(StoredSecurityEvent event) {
    return event.event().at() + "_" + event.id();
  }

  /**
   * Reads a time in UTC, of a year that every database knows.
   *
   * @throws DateTimeException when it is anything else
   */
  public static Instant time(String text) {
    Instant time = Instant.parse(text);
    if (time.isBefore(FIRST_YEAR) || !time.isBefore(LAST_YEAR)) {
      throw new DateTimeException("of a year that no event is of");
    }
    return time;
  }

  /**
   * Reads what {@link #place} wrote.
   *
   * @throws RuntimeException when it is anything else
   */
  public static SecurityEventQuery.Position position(String place) {
    int end = place.indexOf('_');
    return new SecurityEventQuery.Position(
        time(place.substring(0, end)), Long.parseLong(place.substring(end + 1)));
  }
}
