package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Families.GOES_ON;
import static io.countersign.auth.persistence.Families.liveAt;
import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.FamilyEndings;
import io.countersign.auth.spi.FamilyState;
import io.countersign.auth.spi.Report;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ends families in PostgreSQL: one under its lock, many in one statement or by an epoch. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
@Confirmed
class JpaFamilyEndings implements FamilyEndings {

  /** How many families one statement ends at most. For each it writes the family and a denial. */
  static final int MOST_ENDED = 500;

  /**
   * Also ends families that have expired by this node's clock. By another node's clock they may go
   * on for a moment.
   */
  private static final String END_OTHERS =
      """
      with others as materialized (
        select f.family_id
          from refresh_token_family f, user_account u, deployment_epoch d
         where f.user_id = ?1 and f.family_id <> ?2 and u.user_id = f.user_id and %s
         limit ?8
           for update of f),
      ended as (
        update refresh_token_family
           set end_reason = ?3, ended_by = ?4, ended_at = ?5, end_note = nullif(?9, '')
         where family_id = any (array(select family_id from others))
        returning family_id, expires_at),
      denied as (
        insert into denial (kind, denied_id, below_epoch, expires_at)
        select 'SESSION', family_id, ?6, ?7 from ended
        on conflict do nothing)
      select count(*) filter (where expires_at > ?5), count(*) from ended
      """
          .formatted(GOES_ON);

  private static final String COUNT_LIVE =
      """
      select count(*)
        from refresh_token_family f
        join user_account u on u.user_id = f.user_id
       cross join deployment_epoch d
       where f.user_id = ?1 and
      """
          + liveAt("?2");

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaFamilyEndings() {}

  @Override
  public Optional<UUID> delete(UUID id, Instant now, Report<UUID> report) {
    Optional<UUID> owner = new Families(entityManager).delete(id, now);
    owner.ifPresent(user -> new EventRecord(entityManager).keep(report, user));
    return owner;
  }

  @Override
  public Optional<Ended> end(UUID id, @Nullable UUID userId, Ending ending, Report<Ended> report) {
    return new Families(entityManager)
        .hold(id)
        .filter(family -> userId == null || userId.equals(family.userId()))
        .map(family -> end(family, ending, report));
  }

  private Ended end(RefreshTokenFamilyEntity family, Ending ending, Report<Ended> report) {
    Families families = new Families(entityManager);
    FamilyState before = families.state(family);
    if (before.goesOn()) { // also if it has expired by this clock: see END_OTHERS
      families.end(family, ending);
    }
    Ended ended = new Ended(family.userId(), before.goesOn() && !before.hasExpired(ending.at()));
    if (ended.now()) {
      new EventRecord(entityManager).keep(report, ended);
    }
    return ended;
  }

  @Override
  public EndedBatch endOthers(UUID userId, UUID kept, Ending ending, Report<EndedBatch> report) {
    if (new Epochs(entityManager).hold(userId).isEmpty()) { // of two calls the second waits here
      return new EndedBatch(0, true);
    }
    Object[] counts =
        (Object[])
            entityManager
                .createNativeQuery(END_OTHERS)
                .setParameter(1, userId)
                .setParameter(2, kept)
                .setParameter(3, ending.reason().name())
                .setParameter(4, ending.by())
                .setParameter(5, timestamp(ending.at()))
                .setParameter(6, Denial.ANY_EPOCH)
                .setParameter(7, timestamp(ending.at().plus(Denial.LONGEST)))
                .setParameter(8, MOST_ENDED)
                .setParameter(9, ending.note().orElse(""))
                .getSingleResult();
    EndedBatch ended =
        new EndedBatch(
            ((Number) counts[0]).intValue(), ((Number) counts[1]).intValue() < MOST_ENDED);
    new EventRecord(entityManager).keep(report, ended);
    return ended;
  }

  @Override
  public int endAll(UUID userId, Ending ending, Report<Integer> report) {
    Epochs epochs = new Epochs(entityManager);
    Optional<UserAccountEntity> held = epochs.hold(userId);
    if (held.isEmpty()) {
      return 0;
    }
    int live =
        count(
            entityManager
                .createNativeQuery(COUNT_LIVE)
                .setParameter(1, userId)
                .setParameter(2, timestamp(ending.at())));
    epochs.endSessions(held.get(), ending);
    new EventRecord(entityManager).keep(report, live);
    return live;
  }

  @Override
  public void endEverything(Ending ending, Report<Ending> report) {
    new Epochs(entityManager).endEverything(ending);
    new EventRecord(entityManager).keepLatest(report, ending);
  }

  private static int count(Query query) {
    return ((Number) query.getSingleResult()).intValue();
  }
}
