package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.spi.KeyState;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SecretStore;
import io.countersign.auth.spi.SigningKeyStore;
import io.countersign.auth.spi.StoredSigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Sealed keys and secrets in PostgreSQL; an advisory lock lets one node change the keys at once.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class JpaKeyStore implements SigningKeyStore, SecretStore {

  /** Any number, the same on every node: "keys" in ASCII. */
  private static final long LOCK = 0x6b657973;

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaKeyStore() {}

  @Override
  public List<StoredSigningKey> keys() {
    entityManager.clear(); // or a key that was read before would be given as it was then
    return entityManager
        .createQuery("select k from SigningKeyEntity k order by k.kid", SigningKeyEntity.class)
        .getResultStream()
        .map(SigningKeyEntity::toStoredSigningKey)
        .sorted(
            Comparator.comparing(StoredSigningKey::kid)) // as Java orders, whatever the collation
        .toList();
  }

  @Override
  public List<StoredSigningKey> change(UnaryOperator<List<StoredSigningKey>> change) {
    entityManager
        .createNativeQuery("select 1 from (select pg_advisory_xact_lock(?1)) locked")
        .setParameter(1, LOCK)
        .getSingleResult();
    List<StoredSigningKey> before = keys();
    change.apply(before).stream()
        .filter(key -> !before.contains(key))
        .sorted(
            Comparator.comparing(key -> key.state() == KeyState.ACTIVE)) // after its predecessor
        .forEach(this::put);
    return keys();
  }

  private void put(StoredSigningKey key) {
    entityManager
        .createNativeQuery(
            """
            insert into signing_key
              (kid, algorithm, state, public_key, sealed_private_key,
               created_at, activates_at, ended_at)
            values (?1, ?2, ?3, ?4, cast(?5 as bytea), ?6, ?7, cast(?8 as timestamptz))
            on conflict (kid) do update set
              state = excluded.state,
              sealed_private_key = excluded.sealed_private_key,
              activates_at = excluded.activates_at,
              ended_at = excluded.ended_at
            """)
        .setParameter(1, key.kid())
        .setParameter(2, key.algorithm().name())
        .setParameter(3, key.state().name())
        .setParameter(4, key.publicKey().toByteArray())
        .setParameter(5, key.sealedPrivateKey().map(SecretBytes::toByteArray).orElse(null))
        .setParameter(6, timestamp(key.createdAt()))
        .setParameter(7, timestamp(key.activatesAt()))
        .setParameter(8, key.endedAt().map(Timestamps::timestamp).orElse(null))
        .executeUpdate();
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

  @Override
  public void replace(String name, SecretBytes sealed, SecretBytes sealedAnew) {
    entityManager
        .createNativeQuery(
            """
            update deployment_secret set sealed_secret = ?3
            where name = ?1 and sealed_secret = ?2
            """)
        .setParameter(1, name)
        .setParameter(2, sealed.toByteArray())
        .setParameter(3, sealedAnew.toByteArray())
        .executeUpdate();
  }
}
