package io.countersign.auth.persistence;

import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.FamilyState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Looks at single families and ends them, inside the transaction of the caller.
 *
 * <p>The conditions in SQL say when a family goes on. They speak of a family {@code f}, its user
 * {@code u} and the deployment's row {@code d}. {@link FamilyState} judges the same in Java.
 */
final class Families {

  /** No epoch that ends the family has begun, and its user is enabled. */
  static final String CURRENT =
      " not u.disabled and f.epoch >= u.oldest_epoch and f.epoch >= d.epoch ";

  /** The family has not been ended, and {@link #CURRENT} holds. Its expiry is not asked. */
  static final String GOES_ON = " f.end_reason is null and " + CURRENT;

  private final EntityManager entityManager;

  Families(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /** The family goes on, and has not expired at the time in this parameter. */
  static String liveAt(String parameter) {
    return " f.expires_at > " + parameter + " and " + GOES_ON;
  }

  /** Locks a family until the end of the transaction. */
  Optional<RefreshTokenFamilyEntity> hold(UUID id) {
    return Optional.ofNullable(
        entityManager.find(RefreshTokenFamilyEntity.class, id, LockModeType.PESSIMISTIC_WRITE));
  }

  /** The state of a family, as its row, its user and the epochs give it. */
  FamilyState state(RefreshTokenFamilyEntity family) {
    UserAccountEntity user = entityManager.find(UserAccountEntity.class, family.userId());
    return family.toFamilyState(user, new Epochs(entityManager).everyones());
  }

  /**
   * Deletes a family, and denies its access tokens. They may live on when it is gone already.
   *
   * @return whose it was, empty when there was none
   */
  Optional<UUID> delete(UUID id, Instant now) {
    Optional<RefreshTokenFamilyEntity> family = hold(id);
    family.ifPresent(entityManager::remove);
    new Denials(entityManager).add(Denial.ofSession(id, now));
    return family.map(RefreshTokenFamilyEntity::userId);
  }

  /** Ends a family that the caller holds, and denies its access tokens. */
  void end(RefreshTokenFamilyEntity family, Ending ending) {
    family.end(ending);
    new Denials(entityManager).add(Denial.ofSession(family.id(), ending.at()));
  }
}
