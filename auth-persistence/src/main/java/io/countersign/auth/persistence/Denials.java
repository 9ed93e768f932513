package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.spi.Denial;
import jakarta.persistence.EntityManager;

/** Writes denials, inside the transaction of the change that they belong to. */
final class Denials {

  private final EntityManager entityManager;

  Denials(EntityManager entityManager) {
    this.entityManager = entityManager;
  }

  /**
   * Adds a denial. If its kind and id are denied already, the later epoch and the later expiry
   * count.
   */
  void add(Denial denial) {
    entityManager
        .createNativeQuery(
            """
            insert into denial as d (kind, denied_id, below_epoch, expires_at)
            values (?1, ?2, ?3, ?4)
            on conflict (kind, denied_id) do update
              set below_epoch = greatest(d.below_epoch, excluded.below_epoch),
                  expires_at = greatest(d.expires_at, excluded.expires_at),
                  published = false
            """)
        .setParameter(1, denial.kind().name())
        .setParameter(2, denial.id())
        .setParameter(3, denial.belowEpoch())
        .setParameter(4, timestamp(denial.expiresAt()))
        .executeUpdate();
  }
}
