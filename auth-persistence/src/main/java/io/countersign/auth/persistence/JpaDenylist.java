package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.microseconds;
import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.spi.AccessTokenStore;
import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.DenylistQuery;
import io.countersign.auth.spi.Report;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The denylist in PostgreSQL, which is also the record for every other denylist. Every node knows a
 * denial as soon as it is committed.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
@Confirmed
class JpaDenylist implements Denylist, DenialRecord, AccessTokenStore {

  private static final String COLUMNS =
      "select kind, denied_id, below_epoch, " + microseconds("expires_at") + " from denial";

  /**
   * Skips locked rows. It locks rows in no order that other transactions keep, so waiting for one
   * could last for ever.
   */
  private static final String MARK_PUBLISHED =
      """
      update denial set published = true
       where (kind, denied_id) in (
         select kind, denied_id from denial
          where kind = ?1 and denied_id = ?2 and below_epoch = ?3 and expires_at = ?4
            and not published
            for update skip locked)
      """;

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  private @Nullable DataSource dataSource;

  JpaDenylist() {}

  @PostConstruct
  void lookUp() {
    lookIn(AuthDataSource.lookUp());
  }

  void lookIn(DataSource database) {
    dataSource = database;
  }

  /** Runs without a transaction, so that it takes one round trip: a commit would be a second. */
  @Override
  @Transactional(TxType.NOT_SUPPORTED)
  public boolean isDenied(DenylistQuery token) {
    return DenialLookup.isDenied(Objects.requireNonNull(dataSource), token);
  }

  @Override
  public void deny(Denial denial, Report<Denial> report) {
    new Denials(entityManager).add(denial);
    new EventRecord(entityManager).keepLatest(report, denial);
  }

  @Override
  public void publish() {
    // committed is known
  }

  @Override
  public void maintain() {
    // nothing is ever due
  }

  @Override
  public boolean isAvailable() {
    return true; // whether the database is there is asked elsewhere
  }

  @Override
  public void close() {
    // nothing is open
  }

  @Override
  public List<Denial> unpublished(@Nullable Denial after, int limit) {
    return denials(
        page(" where not published and (kind, denied_id) > (?1, ?2)", after).setMaxResults(limit));
  }

  @Override
  public List<Denial> live(@Nullable Denial after, int limit, Instant now) {
    return denials(
        page(" where expires_at > ?3 and (kind, denied_id) > (?1, ?2)", after)
            .setParameter(3, timestamp(now))
            .setMaxResults(limit));
  }

  private Query page(String condition, @Nullable Denial after) {
    return entityManager
        .createNativeQuery(COLUMNS + condition + " order by kind, denied_id")
        .setParameter(1, after == null ? "" : after.kind().name())
        .setParameter(2, after == null ? Denial.EVERYONE : after.id());
  }

  private static List<Denial> denials(Query query) {
    List<?> rows = query.getResultList();
    return rows.stream()
        .map(Object[].class::cast)
        .map(
            row ->
                new Denial(
                    Denial.Kind.valueOf((String) row[0]),
                    (UUID) row[1],
                    ((Number) row[2]).intValue(),
                    Timestamps.ofMicroseconds(row[3])))
        .toList();
  }

  @Override
  public void markPublished(List<Denial> denials) {
    for (Denial denial : denials) {
      entityManager
          .createNativeQuery(MARK_PUBLISHED)
          .setParameter(1, denial.kind().name())
          .setParameter(2, denial.id())
          .setParameter(3, denial.belowEpoch())
          .setParameter(4, timestamp(denial.expiresAt()))
          .executeUpdate();
    }
  }
}
