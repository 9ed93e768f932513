package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.microseconds;
import static io.countersign.auth.persistence.Timestamps.timestamp;
import static java.util.stream.Collectors.joining;

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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
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

  /**
   * Goes through the index of each type, which has the times: no row is read that vacuum has seen.
   * It stops at one event more than are counted. Without {@code offset 0}, PostgreSQL might make a
   * join of the types, and scan the table for it. See also {@link #NO_BITMAP}.
   */
  private static final String COUNT =
      """
      with asked as materialized (
        select cast(?2 as timestamptz) as beginning, cast(?3 as timestamptz) as ending,
               cast(?4 as interval) as length)
      select type, %s, count(*)
        from (
          select t.type, date_bin(a.length, e.occurred_at, a.beginning) as step_at
            from asked a
           cross join unnest(string_to_array(?1, ',')) t (type)
           cross join lateral (
             select s.occurred_at from security_event s
              where s.type = t.type and s.occurred_at >= a.beginning and s.occurred_at < a.ending
             offset 0) e
           limit ?5) counted
       group by type, step_at
      """
          .formatted(microseconds("step_at"));

  /** A bitmap would be made of all events of the time, however few of them are counted. */
  private static final String NO_BITMAP = "select set_config('enable_bitmapscan', 'off', true)";

  private static final String TYPES =
      Stream.of(SecurityEvent.Type.values()).map(Enum::name).collect(joining(","));

  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaSecurityEventStore() {}

  @Override
  public void add(SecurityEvent event) {
    new EventRecord(entityManager).add(event);
  }

  /**
   * Sends only the conditions that are asked for, so that each query finds its index. It names the
   * type in its text: PostgreSQL then plans by how frequent this type is, also when it keeps a
   * plan.
   */
  @Override
  public List<StoredSecurityEvent> list(SecurityEventQuery wanted) {
    StringBuilder sql = new StringBuilder(COLUMNS);
    List<Object> values = new ArrayList<>();
    wanted.userId().ifPresent(user -> add(sql, values, "user_id = ?", user));
    wanted.sessionId().ifPresent(session -> add(sql, values, "session_id = ?", session));
    wanted.type().ifPresent(type -> sql.append(isOf(type)));
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

  private static String isOf(SecurityEvent.Type type) {
    return type == SecurityEvent.Type.UNKNOWN
        ? " and type <> all (string_to_array('" + TYPES + "', ','))"
        : " and type = '" + type.name() + "'";
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

  @Override
  public Optional<List<Count>> count(Steps steps, int most) {
    entityManager.createNativeQuery(NO_BITMAP).getSingleResult();
    List<?> rows =
        entityManager
            .createNativeQuery(COUNT)
            .setParameter(1, TYPES)
            .setParameter(2, steps.from().toString()) // before 1582, providers differ on dates
            .setParameter(3, steps.until().toString())
            .setParameter(4, steps.length().toString())
            .setParameter(5, most + 1)
            .getResultList();
    List<Count> counts = rows.stream().map(row -> count((Object[]) row, steps)).toList();
    return counts.stream().mapToLong(Count::events).sum() > most
        ? Optional.empty()
        : Optional.of(counts);
  }

  private static Count count(Object[] row, Steps steps) {
    return new Count(
        steps.of(Timestamps.ofMicroseconds(row[1])),
        SecurityEvent.Type.valueOf((String) row[0]),
        ((Number) row[2]).longValue());
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
    String name = (String) row[2];
    Optional<SecurityEvent.Type> type = QueryValues.named(SecurityEvent.Type.values(), name);
    Map<String, String> detail = detail((String) row[7]);
    if (type.isEmpty()) {
      detail.put("type", name.toLowerCase(Locale.ROOT));
    }
    return new StoredSecurityEvent(
        ((Number) row[0]).longValue(),
        new SecurityEvent(
            type.orElse(SecurityEvent.Type.UNKNOWN),
            Timestamps.ofMicroseconds(row[1]),
            Optional.ofNullable((UUID) row[3]),
            Optional.ofNullable((UUID) row[4]),
            Optional.ofNullable((String) row[5]),
            Optional.ofNullable((String) row[6]),
            detail));
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
