package io.countersign.auth.persistence;

import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/** The user accounts in PostgreSQL. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class JpaUserStore implements UserStore {

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaUserStore() {}

  @Override
  public Optional<UserAccount> findById(UUID userId) {
    return Optional.ofNullable(entityManager.find(UserAccountEntity.class, userId))
        .map(UserAccountEntity::toUserAccount);
  }

  @Override
  public Optional<UserAccount> findByUsername(String username) {
    return entityManager
        .createQuery(
            """
            select u from UserAccountEntity u left join fetch u.roles
             where u.username = :username
            """,
            UserAccountEntity.class)
        .setParameter("username", username)
        .getResultList()
        .stream()
        .findFirst()
        .map(UserAccountEntity::toUserAccount);
  }

  @Override
  public boolean isEmpty() {
    return entityManager
            .createQuery("select count(u) from UserAccountEntity u", Long.class)
            .getSingleResult()
        == 0;
  }

  /** Inserts unless the name is taken; whoever's insert comes second waits and adds nothing. */
  @Override
  public boolean add(UserAccount account) {
    String hash = account.passwordHash();
    int added =
        entityManager
            .createNativeQuery(
                """
                insert into user_account
                  (user_id, username, directory, password_hash, epoch, disabled, created_at)
                values (?1, ?2, ?3, nullif(?4, ''), ?5, ?6, ?7)
                on conflict do nothing
                """)
            .setParameter(1, account.id())
            .setParameter(2, account.username())
            .setParameter(3, account.directory())
            .setParameter(4, hash == null ? "" : hash)
            .setParameter(5, account.epoch())
            .setParameter(6, account.disabled())
            .setParameter(7, account.createdAt().atOffset(ZoneOffset.UTC))
            .executeUpdate();
    if (added == 1) {
      replaceRoles(account.id(), account.roles());
    }
    return added == 1;
  }

  @Override
  public OptionalInt changePassword(UUID userId, String verifiedHash, String newHash) {
    int changed =
        entityManager
            .createQuery(
                """
                update UserAccountEntity u set u.passwordHash = :new, u.epoch = u.epoch + 1
                 where u.id = :user and u.passwordHash = :verified
                """)
            .setParameter("new", newHash)
            .setParameter("user", userId)
            .setParameter("verified", verifiedHash)
            .executeUpdate();
    return changed == 0
        ? OptionalInt.empty()
        : OptionalInt.of(entityManager.find(UserAccountEntity.class, userId).epoch());
  }

  @Override
  public void rehash(UUID userId, String verifiedHash, String newHash) {
    entityManager
        .createQuery(
            """
            update UserAccountEntity u set u.passwordHash = :new
             where u.id = :user and u.passwordHash = :verified
            """)
        .setParameter("new", newHash)
        .setParameter("user", userId)
        .setParameter("verified", verifiedHash)
        .executeUpdate();
  }

  @Override
  public void replaceRoles(UUID userId, Set<String> roles) {
    UserAccountEntity user =
        entityManager.find(UserAccountEntity.class, userId, LockModeType.PESSIMISTIC_WRITE);
    if (user != null) {
      user.replaceRoles(roles);
    }
  }
}
