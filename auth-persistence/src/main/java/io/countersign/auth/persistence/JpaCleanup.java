package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.spi.Cleanup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * The cleanup in PostgreSQL. A batch is one statement. It takes the rows that are due first, skips
 * those that others hold, and judges each row as it is once it is locked.
 *
 * <p>In large tables, the statement finds the taken rows by key in an array, since PostgreSQL might
 * plan a join as a scan of the table.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class JpaCleanup implements Cleanup {

  /** The name of the advisory lock ("cleaning" in ASCII), which other software hardly uses. */
  static final long LOCK = 0x636c65616e696e67L;

  /** Beyond it, counting costs more than the number is worth. */
  private static final int LARGEST_BACKLOG = 1_000_000;

  /**
   * A family that was rotated since {@code cleanup_at} was set lives on. It is looked at again when
   * it expires.
   */
  private static final String FAMILIES =
      """
      with due as materialized (
        select family_id, expires_at from refresh_token_family
         where cleanup_at < ?1
         order by cleanup_at limit ?2
           for update skip locked),
      later as (
        update refresh_token_family set cleanup_at = expires_at
         where family_id = any (array(select family_id from due where expires_at >= ?1))),
      removed as (
        delete from refresh_token_family
         where family_id = any (array(select family_id from due where expires_at < ?1))
        returning 1)
      select (select count(*) from due), (select count(*) from removed)
      """;

  private static final String DENIALS =
      """
      with due as materialized (
        select kind, denied_id from denial
         where expires_at < ?1
         order by expires_at limit ?2
           for update skip locked),
      removed as (
        delete from denial d using due
         where d.kind = due.kind and d.denied_id = due.denied_id
        returning 1)
      select (select count(*) from due), (select count(*) from removed)
      """;

  /**
   * An epoch is kept until the last family that it ended is removed. Such families do not rotate
   * any more, so the first look tells when they expire. An epoch of everyone needs a scan of the
   * families, but such epochs are few.
   */
  private static final String EPOCHS =
      """
      with due as materialized (
        select epoch, user_id from epoch_change
         where cleanup_at < ?1
         order by cleanup_at limit ?2
           for update skip locked),
      judged as materialized (
        select d.epoch,
               case when d.user_id is null
                    then (select max(f.expires_at) from refresh_token_family f
                           where f.epoch < d.epoch)
                    else (select max(f.expires_at) from refresh_token_family f
                           where f.user_id = d.user_id and f.epoch < d.epoch)
               end as needed_until
          from due d),
      later as (
        update epoch_change e set cleanup_at = greatest(j.needed_until, ?1)
          from judged j where j.epoch = e.epoch and j.needed_until is not null),
      removed as (
        delete from epoch_change
         where epoch = any (array(select epoch from judged where needed_until is null))
        returning 1)
      select (select count(*) from due), (select count(*) from removed)
      """;

  private static final String EVENTS =
      """
      with due as materialized (
        select event_id from security_event
         where occurred_at < ?1
         order by occurred_at, event_id limit ?2
           for update skip locked),
      removed as (
        delete from security_event where event_id = any (array(select event_id from due))
        returning 1)
      select (select count(*) from due), (select count(*) from removed)
      """;

  private static final String LOGIN_ATTEMPTS =
      """
      with due as materialized (
        select id from login_attempts
         where expires_at < ?1
         order by expires_at limit ?2
           for update skip locked),
      removed as (
        delete from login_attempts where id = any (array(select id from due))
        returning 1)
      select (select count(*) from due), (select count(*) from removed)
      """;

  private final Supplier<DataSource> dataSource;

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaCleanup() {
    this(AuthDataSource::lookUp);
  }

  JpaCleanup(Supplier<DataSource> dataSource) {
    this.dataSource = dataSource;
  }

  @Override
  @Transactional(TxType.NOT_SUPPORTED)
  @SuppressWarnings("try") // the lock is held, not used
  public boolean runAlone(Runnable work) {
    try (Connection connection = dataSource.get().getConnection()) {
      Optional<AdvisoryLock> lock = AdvisoryLock.tryTake(connection, LOCK);
      if (lock.isEmpty()) {
        return false;
      }
      try (AdvisoryLock held = lock.get()) {
        work.run();
      }
      return true;
    } catch (SQLException e) {
      throw new IllegalStateException("the lock of the cleanup: " + e.getMessage(), e);
    }
  }

  @Override
  public Batch removeBatch(Kind kind, Instant before, int limit) {
    return switch (kind) {
      case FAMILIES -> remove(FAMILIES, timestamp(before), limit);
      case DENIALS -> removeDenials(before, limit);
      case EVENTS -> remove(EVENTS, timestamp(before), limit);
      case LOGIN_ATTEMPTS -> remove(LOGIN_ATTEMPTS, before.toEpochMilli(), limit);
    };
  }

  private Batch removeDenials(Instant before, int limit) {
    Batch denials = remove(DENIALS, timestamp(before), limit);
    if (denials.looked() == limit) {
      return denials;
    }
    Batch epochs = remove(EPOCHS, timestamp(before), limit - denials.looked());
    return new Batch(denials.looked() + epochs.looked(), denials.removed() + epochs.removed());
  }

  private Batch remove(String sql, Object before, int limit) {
    Query query =
        entityManager.createNativeQuery(sql).setParameter(1, before).setParameter(2, limit);
    Object[] counts = (Object[]) query.getSingleResult();
    return new Batch(((Number) counts[0]).intValue(), ((Number) counts[1]).intValue());
  }

  @Override
  public Map<Kind, Long> backlog(Map<Kind, Instant> before) {
    Map<Kind, Long> backlog = new EnumMap<>(Kind.class);
    before.forEach((kind, time) -> backlog.put(kind, backlog(kind, time)));
    return backlog;
  }

  private long backlog(Kind kind, Instant before) {
    return switch (kind) {
      case FAMILIES -> count("refresh_token_family where cleanup_at < ?1", timestamp(before));
      case DENIALS ->
          count("denial where expires_at < ?1", timestamp(before))
              + count("epoch_change where cleanup_at < ?1", timestamp(before));
      case EVENTS -> count("security_event where occurred_at < ?1", timestamp(before));
      case LOGIN_ATTEMPTS -> count("login_attempts where expires_at < ?1", before.toEpochMilli());
    };
  }

  private long count(String due, Object before) {
    return ((Number)
            entityManager
                .createNativeQuery("select count(*) from (select 1 from " + due + " limit ?2) due")
                .setParameter(1, before)
                .setParameter(2, LARGEST_BACKLOG)
                .getSingleResult())
        .longValue();
  }
}
