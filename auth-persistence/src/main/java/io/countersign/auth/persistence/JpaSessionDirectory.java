package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Families.CURRENT;
import static io.countersign.auth.persistence.Families.liveAt;
import static io.countersign.auth.persistence.Timestamps.microseconds;
import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.Device;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.Session;
import io.countersign.auth.spi.SessionDirectory;
import io.countersign.auth.spi.SessionSearch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads sessions from the families. If epochs ended a session, the first of them tells why. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class JpaSessionDirectory implements SessionDirectory {

  private static final String SESSIONS =
      """
      select f.family_id, f.user_id, f.device_name, f.user_agent, f.address,
             %s, %s, %s, f.generation,
             coalesce(f.end_cause, f.end_reason, c.reason, case when not (%s) then 'REVOKED' end),
             coalesce(f.ended_by, c.changed_by, 'system'),
             %s,
             case when f.end_reason is null then c.note else f.end_note end,
             f.device_digest is not null
        from (%%s) f
        join user_account u on u.user_id = f.user_id
       cross join deployment_epoch d
        left join lateral (
          (select e.epoch, e.reason, e.changed_by, e.changed_at, e.note from epoch_change e
            where e.user_id = f.user_id and e.epoch > f.epoch order by e.epoch limit 1)
          union all
          (select e.epoch, e.reason, e.changed_by, e.changed_at, e.note from epoch_change e
            where e.user_id is null and e.epoch > f.epoch order by e.epoch limit 1)
           order by epoch
           limit 1) c on true
       order by f.family_id desc
      """
          .formatted(
              microseconds("f.created_at"),
              microseconds("f.last_used_at"),
              microseconds("f.expires_at"),
              CURRENT,
              microseconds("coalesce(f.ended_at, c.changed_at, f.last_used_at)"));

  private static final String ONE =
      SESSIONS.formatted("select * from refresh_token_family where family_id = ?1");

  private static final String ALL =
      SESSIONS.formatted(
          """
          select * from refresh_token_family
           where user_id = ?1 and family_id < ?2
           order by family_id desc
           limit ?3
          """);

  /**
   * Reads one page of each epoch in which families still go on. There are as many such epochs as
   * the user's roles have changed meanwhile. Families that have ended are not looked at, however
   * many they are.
   */
  private static final String ACTIVE =
      SESSIONS.formatted(
          """
          with recursive oldest (epoch) as (
            select greatest(u.oldest_epoch, d.epoch) from user_account u, deployment_epoch d
             where u.user_id = ?1),
          living (epoch) as (
            select max(f.epoch) from refresh_token_family f
             where f.user_id = ?1 and f.end_reason is null
               and f.epoch >= (select epoch from oldest)
            union all
            select (select max(f.epoch) from refresh_token_family f
                     where f.user_id = ?1 and f.end_reason is null
                       and f.epoch >= (select epoch from oldest) and f.epoch < l.epoch)
              from living l
             where l.epoch is not null)
          select page.*
            from living l
           cross join lateral (
             select f.*
               from refresh_token_family f, user_account u, deployment_epoch d
              where f.user_id = ?1 and u.user_id = ?1 and f.epoch = l.epoch and f.family_id < ?2
                and %s
              order by f.family_id desc
              limit ?3) page
           order by page.family_id desc
           limit ?3
          """
              .formatted(liveAt("?4")));

  private static final String COUNT =
      """
      select count(*)
        from refresh_token_family f
        join user_account u on u.user_id = f.user_id
       cross join deployment_epoch d
       where %s
      """;

  /** Behind the columns of a session. */
  private static final int LOOKED_AT = 14;

  /** The max UUID (RFC 9562 §5.10), which no family has. */
  private static final UUID LAST_ID = new UUID(-1, -1);

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaSessionDirectory() {}

  @Override
  public List<Session> sessionsOf(
      UUID userId, @Nullable Instant activeAt, @Nullable UUID before, int limit) {
    Query query =
        entityManager
            .createNativeQuery(activeAt == null ? ALL : ACTIVE)
            .setParameter(1, userId)
            .setParameter(2, before == null ? LAST_ID : before)
            .setParameter(3, limit);
    if (activeAt != null) {
      query.setParameter(4, timestamp(activeAt));
    }
    return sessions(query);
  }

  @Override
  public Optional<Session> find(UUID session) {
    return sessions(entityManager.createNativeQuery(ONE).setParameter(1, session)).stream()
        .findFirst();
  }

  @Override
  public Found search(
      SessionSearch search,
      Optional<Session.State> state,
      Instant now,
      @Nullable UUID before,
      int limit) {
    List<?> rows =
        new SessionPages(entityManager, search)
            .page(SESSIONS, state, now, before, limit)
            .getResultList();
    return new Found(
        rows.stream()
            .map(Object[].class::cast)
            .filter(row -> row[0] != null) // of an empty page
            .map(JpaSessionDirectory::session)
            .toList(),
        Optional.ofNullable((UUID) ((Object[]) rows.get(0))[LOOKED_AT]));
  }

  @Override
  public long count(SessionSearch search, Optional<Session.State> state, Instant now) {
    SearchConditions conditions = new SearchConditions(search);
    String count = COUNT.formatted(conditions.every(state, now));
    return ((Number) conditions.query(entityManager, count).getSingleResult()).longValue();
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
        (Boolean) row[13],
        Timestamps.ofMicroseconds(row[5]),
        Timestamps.ofMicroseconds(row[6]),
        Timestamps.ofMicroseconds(row[7]),
        ((Number) row[8]).intValue(),
        reason == null
            ? Optional.empty()
            : Optional.of(
                new Ending(
                    QueryValues.endReason(reason),
                    (String) row[10],
                    Timestamps.ofMicroseconds(row[11]),
                    Optional.ofNullable((String) row[12]))));
  }
}
