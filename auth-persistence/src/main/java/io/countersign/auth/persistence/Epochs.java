package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.Ending;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Begins epochs, inside the caller's transaction.
 *
 * <p>Epochs must have the order in which they are committed, not the order in which their numbers
 * are drawn. So a change takes a lock before it draws a number. A change of one user shares the
 * lock and locks the user's row. A change of everyone holds the lock alone.
 *
 * <p>It is an advisory lock, which is granted in the order of requests. The lock of a row could be
 * shared for ever, and everyone's change would never get it.
 */
final class Epochs {

  /** The name of the advisory lock ("epochs" in ASCII), which other software hardly uses. */
  private static final long EVERYONES_EPOCH = 0x65706f636873L;

  private final EntityManager entityManager;
  private final Denials denials;

  Epochs(EntityManager entityManager) {
    this.entityManager = entityManager;
    this.denials = new Denials(entityManager);
  }

  /** Locks a user until the end of the transaction. The caller may then begin an epoch. */
  Optional<UserAccountEntity> hold(UUID userId) {
    lock("pg_advisory_xact_lock_shared");
    return Optional.ofNullable(
        entityManager.find(UserAccountEntity.class, userId, LockModeType.PESSIMISTIC_WRITE));
  }

  /** Everyone's epoch, as of this statement. */
  int everyones() {
    return ((Number)
            entityManager.createNativeQuery("select epoch from deployment_epoch").getSingleResult())
        .intValue();
  }

  private void lock(String function) {
    entityManager
        .createNativeQuery("select 1 from " + function + "(" + EVERYONES_EPOCH + ") held")
        .getSingleResult();
  }

  /** Ends the sessions of a user whom the caller holds, and denies the user's access tokens. */
  void endSessions(UserAccountEntity user, Ending ending) {
    int epoch = next();
    user.beginEpoch(epoch, true);
    record(epoch, user.id().toString(), ending);
    denials.add(Denial.ofUser(user.id(), epoch, ending.at()));
  }

  /** Denies the access tokens of a user whom the caller holds; the sessions go on. */
  void denyAccessTokens(UserAccountEntity user, Instant now) {
    int epoch = next();
    user.beginEpoch(epoch, false);
    denials.add(Denial.ofUser(user.id(), epoch, now));
  }

  /** Ends everyone's sessions, and denies the access tokens. */
  void endEverything(Ending ending) {
    lock("pg_advisory_xact_lock");
    int epoch = next();
    entityManager
        .createNativeQuery("update deployment_epoch set epoch = ?1")
        .setParameter(1, epoch)
        .executeUpdate();
    record(epoch, "", ending);
    denials.add(Denial.ofEveryone(epoch, ending.at()));
  }

  private int next() {
    return ((Number)
            entityManager.createNativeQuery("select nextval('epoch_sequence')").getSingleResult())
        .intValue();
  }

  private void record(int epoch, String userId, Ending ending) {
    entityManager
        .createNativeQuery(
            """
            insert into epoch_change
              (epoch, user_id, reason, changed_by, changed_at, cleanup_at, note)
            values (?1, cast(nullif(?2, '') as uuid), ?3, ?4, ?5, ?5, nullif(?6, ''))
            """)
        .setParameter(1, epoch)
        .setParameter(2, userId)
        .setParameter(3, ending.reason().name())
        .setParameter(4, ending.by())
        .setParameter(5, timestamp(ending.at()))
        .setParameter(6, ending.note().orElse(""))
        .executeUpdate();
  }
}
