package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.microseconds;
import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.SecurityEventQuery;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.spi.StoredSecurityEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The security events in PostgreSQL. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class JpaSecurityEventStore implements SecurityEventStore {

  private static final String COLUMNS =
      "select event_id, "
          + microseconds("occurred_at")
          + ", type, user_id, session_id, actor, address, detail from security_event where true";

  /** The event from which the list goes on, or else the nearest before it. */
  private static final String PLACE =
      """
      select cast(transaction_id as text), event_id from security_event
       where event_id <= ?1
       order by event_id desc
       limit 1
      """;

  /** Of transactions that are over, and of which none below is running. */
  private static final String AFTER =
      COLUMNS
          + """
             and (transaction_id, event_id) > (cast(?1 as xid8), ?2)
             and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
           order by transaction_id, event_id
           limit ?3
          """;

  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaSecurityEventStore() {}

  @Override
  public void add(SecurityEvent event) {
    new EventRecord(entityManager).add(event);
  }

  /** Sends only the conditions that are asked for, so that each query finds its index. */
  @Override
  public List<StoredSecurityEvent> list(SecurityEventQuery wanted) {
    StringBuilder sql = new StringBuilder(COLUMNS);
    List<Object> values = new ArrayList<>();
    wanted.userId().ifPresent(user -> add(sql, values, "user_id = ?", user));
    wanted.sessionId().ifPresent(session -> add(sql, values, "session_id = ?", session));
    wanted.type().ifPresent(type -> add(sql, values, "type = ?", type.name()));
    wanted.from().ifPresent(from -> add(sql, values, "occurred_at >= ?", timestamp(from)));
    wanted.until().ifPresent(until -> add(sql, values, "occurred_at < ?", timestamp(until)));
    wanted
        .before()
        .ifPresent(
            place -> {
              add(sql, values, "(occurred_at, event_id) < (?", timestamp(place.at()));
              values.add(place.id());
              sql.append(", ?").append(values.size()).append(')');
            });
    values.add(wanted.limit());
    sql.append(" order by occurred_at desc, event_id desc limit ?").append(values.size());
    Query query = entityManager.createNativeQuery(sql.toString());
    for (int i = 0; i < values.size(); i++) {
      query.setParameter(i + 1, values.get(i));
    }
    return events(query);
  }

  @Override
  public List<StoredSecurityEvent> listAfter(long after, int limit) {
    List<?> places = entityManager.createNativeQuery(PLACE).setParameter(1, after).getResultList();
    Object[] place = places.isEmpty() ? new Object[] {"0", 0L} : (Object[]) places.get(0);
    return events(
        entityManager
            .createNativeQuery(AFTER)
            .setParameter(1, place[0])
            .setParameter(2, place[1])
            .setParameter(3, limit));
  }

  private static List<StoredSecurityEvent> events(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(row -> event((Object[]) row)).toList();
  }

  private static void add(StringBuilder sql, List<Object> values, String condition, Object value) {
    values.add(value);
    sql.append(" and ").append(condition).append(values.size());
  }

  private static StoredSecurityEvent event(Object[] row) {
    return new StoredSecurityEvent(
        ((Number) row[0]).longValue(),
        new SecurityEvent(
            SecurityEvent.Type.valueOf((String) row[2]),
            Timestamps.ofMicroseconds(row[1]),
            Optional.ofNullable((UUID) row[3]),
            Optional.ofNullable((UUID) row[4]),
            Optional.ofNullable((String) row[5]),
            Optional.ofNullable((String) row[6]),
            detail((String) row[7])));
  }

  private static Map<String, String> detail(@Nullable String json) {
    Map<String, String> detail = new HashMap<>();
    try (JsonReader reader = JSON.createReader(new StringReader(String.valueOf(json)))) {
      JsonObject object = reader.readObject();
      object.keySet().forEach(name -> detail.put(name, object.getString(name)));
    }
    return detail;
  }
}
