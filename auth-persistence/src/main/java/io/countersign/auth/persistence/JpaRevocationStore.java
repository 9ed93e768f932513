package io.countersign.auth.persistence;

import io.countersign.auth.spi.RevocationStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.TypedQuery;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads off users and families what has been revoked, by one query on their keys. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class JpaRevocationStore implements RevocationStore {

  private static final String USER_STANDS =
      "u.id = :user and u.epoch = :epoch and u.disabled = false";

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaRevocationStore() {}

  @Override
  public boolean isRevoked(UUID userId, int epoch, @Nullable UUID session) {
    TypedQuery<Long> standing =
        session == null
            ? entityManager.createQuery(
                "select count(u) from UserAccountEntity u where " + USER_STANDS, Long.class)
            : entityManager
                .createQuery(
                    "select count(u) from UserAccountEntity u, RefreshTokenFamilyEntity f where "
                        + USER_STANDS
                        + " and f.userId = u.id and f.id = :session and f.endReason is null",
                    Long.class)
                .setParameter("session", session);
    return standing.setParameter("user", userId).setParameter("epoch", epoch).getSingleResult()
        == 0;
  }
}
