package io.countersign.auth.persistence;

import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.FamilyState;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Looks at single families and ends them, inside the transaction of the caller. */
final class Families {

  private final EntityManager entityManager;

  Families(EntityManager entityManager) {
    this.entityManager = entityManager;
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
