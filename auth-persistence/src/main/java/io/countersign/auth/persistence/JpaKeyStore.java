package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SecretStore;
import io.countersign.auth.spi.keys.SigningKeyStore;
import io.countersign.auth.spi.keys.StoredKeys;
import io.countersign.auth.spi.keys.StoredSigningKey;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Sealed keys and secrets in PostgreSQL; an advisory lock lets one node at a time change the keys.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class JpaKeyStore implements SigningKeyStore, SecretStore {

  private static final System.Logger LOG = System.getLogger(JpaKeyStore.class.getName());

  /** Any number, the same on every node: "keys" in ASCII. */
  private static final long LOCK = 0x6b657973;

  /** The rows that a warning has named already. */
  private final Set<String> strangers = ConcurrentHashMap.newKeySet();

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaKeyStore() {}

  @Override
  public StoredKeys keys() {
    entityManager.clear(); // else a key that was read before would come back as it was then
    List<StoredSigningKey> keys = new ArrayList<>();
    boolean othersMaySign = false;
    for (SigningKeyEntity row : rows()) {
      Optional<StoredSigningKey> key = row.toStoredSigningKey();
      key.ifPresentOrElse(keys::add, () -> warnOnce(row));
      othersMaySign |= key.isEmpty() && row.maySign();
    }
    keys.sort(Comparator.comparing(StoredSigningKey::kid)); // as Java does, whatever the collation
    return new StoredKeys(keys, othersMaySign);
  }

  private List<SigningKeyEntity> rows() {
    return entityManager
        .createQuery("select k from SigningKeyEntity k", SigningKeyEntity.class)
        .getResultList();
  }

  private void warnOnce(SigningKeyEntity row) {
    if (strangers.add(row.toString())) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The signing key {0} is of a newer version: it is left alone",
          row);
    }
  }

  @Override
  public StoredKeys change(
      Function<StoredKeys, List<StoredSigningKey>> change, Report<StoredKeys> report) {
    entityManager
        .createNativeQuery("select 1 from (select pg_advisory_xact_lock(?1)) locked")
        .setParameter(1, LOCK)
        .getSingleResult();
    StoredKeys before = keys();
    change.apply(before).stream()
        .filter(key -> !before.keys().contains(key))
        .sorted(Comparator.comparing(StoredSigningKey::state).reversed()) // the end of life first
        .forEach(this::put);
    StoredKeys after = keys();
    new EventRecord(entityManager).keep(report, after);
    return after;
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
