package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.microseconds;
import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.spi.RefreshCounts;
import io.countersign.auth.spi.SecurityEventStore.Steps;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The numbers of refreshes in PostgreSQL, a row for each minute. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class JpaRefreshCounts implements RefreshCounts {

  private static final String ADD =
      """
      insert into refresh_count (minute, refreshes) values (?1, ?2)
      on conflict (minute) do update set refreshes = refresh_count.refreshes + excluded.refreshes
      """;

  private static final String COUNT =
      """
      with asked as materialized (
        select cast(?1 as timestamptz) as beginning, cast(?2 as timestamptz) as ending,
               cast(?3 as interval) as length)
      select %s, sum(refreshes)
        from (
          select date_bin(a.length, c.minute, a.beginning) as step_at, c.refreshes
            from asked a
            join refresh_count c on c.minute >= a.beginning and c.minute < a.ending) counted
       group by step_at
      """
          .formatted(microseconds("step_at"));

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaRefreshCounts() {}

  @Override
  public void add(Instant at, long refreshes, Instant keptSince) {
    entityManager
        .createNativeQuery(ADD)
        .setParameter(1, timestamp(at.truncatedTo(ChronoUnit.MINUTES)))
        .setParameter(2, refreshes)
        .executeUpdate();
    entityManager
        .createNativeQuery("delete from refresh_count where minute < ?1")
        .setParameter(1, timestamp(keptSince))
        .executeUpdate();
  }

  @Override
  public Map<Integer, Long> count(Steps steps) {
    List<?> rows =
        entityManager
            .createNativeQuery(COUNT)
            .setParameter(1, steps.from().toString()) // before 1582, providers differ on dates
            .setParameter(2, steps.until().toString())
            .setParameter(3, steps.length().toString())
            .getResultList();
    Map<Integer, Long> counts = new HashMap<>();
    for (Object row : rows) {
      Object[] columns = (Object[]) row;
      counts.put(
          steps.of(Timestamps.ofMicroseconds(columns[0])), ((Number) columns[1]).longValue());
    }
    return counts;
  }
}
