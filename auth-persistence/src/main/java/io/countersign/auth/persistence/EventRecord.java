package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.Report;
import jakarta.json.Json;
import jakarta.json.JsonBuilderFactory;
import jakarta.persistence.EntityManager;
import java.util.Map;
import java.util.UUID;

/** Writes security events, inside the transaction of the act that they report. */
final class EventRecord {

  private static final String INSERT =
      """
      insert into security_event
        (occurred_at, type, user_id, session_id, actor, address, detail)
      values (?1, ?2, cast(nullif(?3, '') as uuid), cast(nullif(?4, '') as uuid),
              nullif(?5, ''), nullif(?6, ''), ?7)
      """;

  /** {@link Json} itself would look for a provider at each event. */
  private static final JsonBuilderFactory JSON = Json.createBuilderFactory(Map.of());

  private static final String REPLACE =
      """
      update security_event set detail = ?4
       where type = ?1 and occurred_at = ?2 and actor = ?3
         and session_id is not distinct from cast(nullif(?5, '') as uuid)
      """;

  private final EntityManager entityManager;

  EventRecord(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /** Keeps the events of an act with this outcome. */
  <T> void keep(Report<T> report, T outcome) {
    report.of(outcome).forEach(this::add);
  }

  /**
   * Keeps the events of an act with this outcome so far. What an earlier part of the act has kept,
   * or the same act before its connection broke, is brought up to date: it is known by its type,
   * time, actor and session.
   */
  <T> void keepLatest(Report<T> report, T outcome) {
    report.of(outcome).stream().filter(event -> !isReplaced(event)).forEach(this::add);
  }

  private boolean isReplaced(SecurityEvent event) {
    return entityManager
            .createNativeQuery(REPLACE)
            .setParameter(1, event.type().name())
            .setParameter(2, timestamp(event.at()))
            .setParameter(3, event.actor().orElse(""))
            .setParameter(4, json(event))
            .setParameter(5, event.sessionId().map(UUID::toString).orElse(""))
            .executeUpdate()
        > 0;
  }

  private static String json(SecurityEvent event) {
    return JSON.createObjectBuilder(Map.copyOf(event.detail())).build().toString();
  }

  /**
   * Removes from a user's events what tells more about the user than the id: the details of logins,
   * the notes of administrators, and the address of the user's own acts.
   */
  void forget(UUID userId) {
    entityManager
        .createNativeQuery(
            """
            update security_event
               set detail = case when type = 'LOGIN' then '{}'
                                 when %1$s then cast(cast(detail as jsonb) - 'note' as text)
                                 else detail end,
                   address = case when actor = ?2 then null else address end
             where user_id = ?1 and (type = 'LOGIN' or actor = ?2 or %1$s)
            """
                .formatted("cast(detail as json) ->> 'note' is not null"))
        .setParameter(1, userId)
        .setParameter(2, userId.toString())
        .executeUpdate();
  }

  /** Keeps an event. */
  void add(SecurityEvent event) {
    entityManager
        .createNativeQuery(INSERT)
        .setParameter(1, timestamp(event.at()))
        .setParameter(2, event.type().name())
        .setParameter(3, event.userId().map(UUID::toString).orElse(""))
        .setParameter(4, event.sessionId().map(UUID::toString).orElse(""))
        .setParameter(5, event.actor().orElse(""))
        .setParameter(6, event.address().orElse(""))
        .setParameter(7, json(event))
        .executeUpdate();
  }
}
