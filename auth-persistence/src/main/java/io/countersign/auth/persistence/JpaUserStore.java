package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.microseconds;
import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.spi.ChangedUser;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserChange;
import io.countersign.auth.spi.UserDeletion;
import io.countersign.auth.spi.UserStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The user accounts in PostgreSQL. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
@Confirmed
class JpaUserStore implements UserStore {

  /** The highest code point, which no name has. */
  private static final String LAST_CODE_POINT = Character.toString(Character.MAX_CODE_POINT);

  private static final String ACCOUNT =
      """
      select u.user_id, u.username, u.directory, u.password_hash, u.roles,
             greatest(u.epoch, d.epoch), u.disabled, %s
        from user_account u cross join deployment_epoch d
       where\s"""
          .formatted(microseconds("u.created_at"));

  /** The name of the advisory lock ("role" in ASCII), which other software hardly uses. */
  private static final long NEEDED_ROLE = 0x726f6c65;

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaUserStore() {}

  @Override
  public Optional<UserAccount> findById(UUID userId) {
    return find("u.user_id = ?1", userId);
  }

  @Override
  public Optional<UUID> idOf(String username) {
    return entityManager
        .createQuery("select u.id from UserAccountEntity u where u.username = :name", UUID.class)
        .setParameter("name", username)
        .getResultList()
        .stream()
        .findFirst();
  }

  @Override
  public Optional<UserAccount> findByUsername(String username) {
    return find("u.username = ?1", username);
  }

  /**
   * Reads in one statement, so that the account, its roles and everyone's epoch are of one moment.
   */
  private Optional<UserAccount> find(String condition, Object wanted) {
    List<?> rows =
        entityManager
            .createNativeQuery(ACCOUNT + condition)
            .setParameter(1, wanted)
            .getResultList();
    return rows.stream().findFirst().map(row -> account((Object[]) row));
  }

  private static UserAccount account(Object[] row) {
    return new UserAccount(
        (UUID) row[0],
        (String) row[1],
        (String) row[2],
        (String) row[3],
        QueryValues.lines((String) row[4]),
        ((Number) row[5]).intValue(),
        (Boolean) row[6],
        Timestamps.ofMicroseconds(row[7]));
  }

  /** Asks for a range of names, which an index answers for every prefix. */
  @Override
  public List<UserAccount> list(String prefix, @Nullable String after, int limit) {
    List<?> rows =
        entityManager
            .createNativeQuery(
                ACCOUNT
                    + """
                    u.username collate "C" >= ?1 and u.username collate "C" < ?2
                       and u.username collate "C" > ?3
                     order by u.username collate "C" limit ?4
                    """)
            .setParameter(1, prefix)
            .setParameter(2, prefix + LAST_CODE_POINT)
            .setParameter(3, after == null ? "" : after)
            .setParameter(4, limit)
            .getResultList();
    return rows.stream().map(row -> account((Object[]) row)).toList();
  }

  @Override
  public boolean isEmpty() {
    return entityManager
        .createQuery("select u.id from UserAccountEntity u", UUID.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /**
   * Inserts unless the name is taken. Of two inserts at once, the second waits and adds nothing.
   */
  @Override
  public boolean add(UserAccount account, Report<UserAccount> report) {
    String hash = account.passwordHash();
    int added =
        entityManager
            .createNativeQuery(
                """
                insert into user_account
                  (user_id, username, directory, password_hash,
                   epoch, oldest_epoch, disabled, created_at)
                values (?1, ?2, ?3, nullif(?4, ''), ?5, ?5, ?6, ?7)
                on conflict do nothing
                """)
            .setParameter(1, account.id())
            .setParameter(2, account.username())
            .setParameter(3, account.directory())
            .setParameter(4, hash == null ? "" : hash)
            .setParameter(5, account.epoch())
            .setParameter(6, account.disabled())
            .setParameter(7, timestamp(account.createdAt()))
            .executeUpdate();
    if (added == 1) {
      entityManager.find(UserAccountEntity.class, account.id()).replaceRoles(account.roles());
      new EventRecord(entityManager).keep(report, account);
    }
    return added == 1 || entityManager.find(UserAccountEntity.class, account.id()) != null;
  }

  @Override
  public Optional<UserAccount> changePassword(
      UUID userId, String verifiedHash, String newHash, Ending ending, Report<UserAccount> report) {
    Epochs epochs = new Epochs(entityManager);
    UserAccountEntity user = epochs.hold(userId).orElse(null);
    if (user == null) {
      return Optional.empty();
    }
    if (newHash.equals(user.passwordHash())) { // done already: no two hashes are the same
      return Optional.of(user.toUserAccount(epochs.everyones()));
    }
    if (!verifiedHash.equals(user.passwordHash())) {
      return Optional.empty();
    }
    user.changePassword(newHash);
    epochs.endSessions(user, ending);
    UserAccount changed = user.toUserAccount(epochs.everyones());
    new EventRecord(entityManager).keep(report, changed);
    return Optional.of(changed);
  }

  @Override
  public ChangedUser change(
      UUID userId, UserChange change, Ending by, Report<ChangedUser.Done> report) {
    Epochs epochs = new Epochs(entityManager);
    UserAccountEntity user = epochs.hold(userId).orElse(null);
    if (user == null) {
      return new ChangedUser.NotFound();
    }
    UserAccount before = user.toUserAccount(epochs.everyones());
    if (change.takesAwayNeededRole(before) && !othersHave(change.neededRole(), userId)) {
      return new ChangedUser.LastOfRole();
    }
    change(user, change, by, epochs);
    ChangedUser.Done done = new ChangedUser.Done(before, user.toUserAccount(epochs.everyones()));
    new EventRecord(entityManager).keep(report, done);
    return done;
  }

  /** The foreign keys delete the user's families and epochs with the row. */
  @Override
  public UserDeletion delete(
      UUID userId, Optional<String> neededRole, Ending by, Report<UserAccount> report) {
    Epochs epochs = new Epochs(entityManager);
    UserAccountEntity user = epochs.hold(userId).orElse(null);
    if (user == null) {
      return UserDeletion.NOT_FOUND;
    }
    UserAccount deleted = user.toUserAccount(epochs.everyones());
    if (UserChange.deleting(neededRole).takesAwayNeededRole(deleted)
        && !othersHave(neededRole, userId)) {
      return UserDeletion.LAST_OF_ROLE;
    }
    epochs.denyAccessTokens(user, by.at());
    entityManager.remove(user);
    entityManager.flush();
    EventRecord events = new EventRecord(entityManager);
    events.forget(userId);
    events.keep(report, deleted);
    return UserDeletion.DONE;
  }

  /**
   * Says whether another enabled user has the role. Of two calls that take it away at once, the
   * second waits here and sees what the first did.
   */
  private boolean othersHave(Optional<String> role, UUID userId) {
    entityManager
        .createNativeQuery("select 1 from pg_advisory_xact_lock(" + NEEDED_ROLE + ") held")
        .getSingleResult();
    Object others =
        entityManager
            .createNativeQuery(
                """
                select count(*) from (
                  select 1 from user_role r join user_account u on u.user_id = r.user_id
                   where r.role = ?1 and r.user_id <> ?2 and not u.disabled
                   limit 1) other
                """)
            .setParameter(1, role.orElse(""))
            .setParameter(2, userId)
            .getSingleResult();
    return ((Number) others).longValue() > 0;
  }

  private static void change(UserAccountEntity user, UserChange change, Ending by, Epochs epochs) {
    boolean isDisabledNow = change.disabled().orElse(false) && !user.isDisabled();
    boolean hasOtherRoles = change.roles().filter(it -> !it.equals(user.roles())).isPresent();
    boolean hasOtherPassword =
        change.passwordHash().filter(it -> !it.equals(user.passwordHash())).isPresent();
    change.passwordHash().ifPresent(user::changePassword);
    change.disabled().ifPresent(user::disable);
    if (hasOtherRoles) {
      change.roles().ifPresent(user::replaceRoles);
    }
    if (isDisabledNow) {
      epochs.endSessions(user, by.because(EndReason.USER_DISABLED));
    } else if (hasOtherPassword) {
      epochs.endSessions(user, by.because(EndReason.PASSWORD_CHANGE));
    } else if (hasOtherRoles) {
      epochs.denyAccessTokens(user, by.at());
    }
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
}
