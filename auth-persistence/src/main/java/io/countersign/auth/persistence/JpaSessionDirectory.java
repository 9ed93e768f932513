package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.microseconds;

import io.countersign.auth.Device;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.Session;
import io.countersign.auth.spi.SessionDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads sessions off the families, and why an epoch ended one off the first that did. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class JpaSessionDirectory implements SessionDirectory {

  private static final String SESSIONS =
      """
      select f.family_id, f.user_id, f.device_name, f.user_agent, f.address,
             %s, %s, %s, f.generation,
             coalesce(f.end_reason, c.reason,
                      case when f.epoch < u.oldest_epoch or f.epoch < d.epoch then 'REVOKED' end),
             coalesce(f.ended_by, c.changed_by, 'system'),
             %s
        from refresh_token_family f
        join user_account u on u.user_id = f.user_id
       cross join deployment_epoch d
        left join lateral (
          select e.reason, e.changed_by, e.changed_at
            from epoch_change e
           where (e.user_id = f.user_id or e.user_id is null) and e.epoch > f.epoch
           order by e.epoch
           limit 1) c on true
      """
          .formatted(
              microseconds("f.created_at"),
              microseconds("f.last_used_at"),
              microseconds("f.expires_at"),
              microseconds("coalesce(f.ended_at, c.changed_at, f.last_used_at)"));

  /** The max UUID (RFC 9562 §5.10), which no family has. */
  private static final UUID LAST_ID = new UUID(-1, -1);

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaSessionDirectory() {}

  @Override
  public List<Session> sessionsOf(
      UUID userId, @Nullable Instant activeAt, @Nullable UUID before, int limit) {
    String active =
        activeAt == null
            ? ""
            : " and f.expires_at > ?4 and f.end_reason is null and not u.disabled"
                + " and f.epoch >= u.oldest_epoch and f.epoch >= d.epoch";
    Query query =
        entityManager
            .createNativeQuery(
                SESSIONS
                    + " where f.user_id = ?1 and f.family_id < ?2"
                    + active
                    + " order by f.family_id desc limit ?3")
            .setParameter(1, userId)
            .setParameter(2, before == null ? LAST_ID : before)
            .setParameter(3, limit);
    if (activeAt != null) {
      query.setParameter(4, activeAt.atOffset(ZoneOffset.UTC));
    }
    return sessions(query);
  }

  @Override
  public Optional<Session> find(UUID session) {
    return sessions(
            entityManager
                .createNativeQuery(SESSIONS + " where f.family_id = ?1")
                .setParameter(1, session))
        .stream()
        .findFirst();
  }

  private static List<Session> sessions(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream().map(row -> session((Object[]) row)).toList();
  }

  private static Session session(Object[] row) {
    String reason = (String) row[9];
    return new Session(
        (UUID) row[0],
        (UUID) row[1],
        new Device(null, (String) row[2], (String) row[3], (String) row[4]),
        Timestamps.ofMicroseconds(row[5]),
        Timestamps.ofMicroseconds(row[6]),
        Timestamps.ofMicroseconds(row[7]),
        ((Number) row[8]).intValue(),
        reason == null
            ? Optional.empty()
            : Optional.of(
                new Ending(
                    EndReason.valueOf(reason),
                    (String) row[10],
                    Timestamps.ofMicroseconds(row[11]))));
  }
}
