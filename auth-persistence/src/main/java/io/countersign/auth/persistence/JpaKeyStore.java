package io.countersign.auth.persistence;

import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SecretStore;
import io.countersign.auth.spi.SigningKeyStore;
import io.countersign.auth.spi.StoredSigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.ZoneOffset;
import java.util.Optional;

/** Sealed keys and secrets in PostgreSQL; of several first starts one decides. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class JpaKeyStore implements SigningKeyStore, SecretStore {

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaKeyStore() {}

  @Override
  public Optional<StoredSigningKey> activeKey() {
    return entityManager
        .createQuery(
            "select k from SigningKeyEntity k where k.state = 'ACTIVE'", SigningKeyEntity.class)
        .getResultStream()
        .findFirst()
        .map(SigningKeyEntity::toStoredSigningKey);
  }

  @Override
  public StoredSigningKey activateFirst(StoredSigningKey candidate) {
    entityManager
        .createNativeQuery(
            """
            insert into signing_key
              (kid, algorithm, state, public_key, sealed_private_key, created_at)
            values (?1, ?2, 'ACTIVE', ?3, ?4, ?5)
            on conflict do nothing
            """)
        .setParameter(1, candidate.kid())
        .setParameter(2, candidate.algorithm().name())
        .setParameter(3, candidate.publicKey().toByteArray())
        .setParameter(4, candidate.sealedPrivateKey().toByteArray())
        .setParameter(5, candidate.createdAt().atOffset(ZoneOffset.UTC))
        .executeUpdate();
    return activeKey().orElseThrow();
  }

  @Override
  public SecretBytes keepFirst(String name, SecretBytes sealedCandidate) {
    entityManager
        .createNativeQuery(
            """
            insert into deployment_secret (name, sealed_secret) values (?1, ?2)
            on conflict do nothing
            """)
        .setParameter(1, name)
        .setParameter(2, sealedCandidate.toByteArray())
        .executeUpdate();
    Object kept =
        entityManager
            .createNativeQuery("select sealed_secret from deployment_secret where name = ?1")
            .setParameter(1, name)
            .getSingleResult();
    return SecretBytes.of((byte[]) kept);
  }
}
