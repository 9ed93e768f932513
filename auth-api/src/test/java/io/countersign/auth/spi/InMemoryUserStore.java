package io.countersign.auth.spi;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The user accounts in a map, under one lock, with the epochs that began. */
public final class InMemoryUserStore implements UserStore {

  private final Map<UUID, UserAccount> accounts = new HashMap<>();
  private final Map<UUID, TreeMap<Integer, Ending>> endings = new HashMap<>();
  private final TreeMap<Integer, Ending> everyones = new TreeMap<>();
  private final InMemoryDenylist denylist = new InMemoryDenylist();
  private int lastEpoch = 100;

  /** Where what the epochs deny is committed. */
  public InMemoryDenylist denylist() {
    return denylist;
  }

  @Override
  public Optional<UUID> idOf(String username) {
    return findByUsername(username).map(UserAccount::id);
  }

  @Override
  public synchronized Optional<UserAccount> findById(UUID userId) {
    return Optional.ofNullable(accounts.get(userId)).map(this::inTheLatestEpoch);
  }

  private UserAccount inTheLatestEpoch(UserAccount account) {
    int latest = everyones.isEmpty() ? 0 : everyones.lastKey();
    return inEpoch(account, Math.max(account.epoch(), latest));
  }

  @Override
  public synchronized Optional<UserAccount> findByUsername(String username) {
    return accounts.values().stream()
        .filter(account -> account.username().equals(username))
        .map(this::inTheLatestEpoch)
        .findFirst();
  }

  @Override
  public synchronized List<UserAccount> list(String prefix, @Nullable String after, int limit) {
    return accounts.values().stream()
        .filter(account -> account.username().startsWith(prefix))
        .filter(account -> after == null || account.username().compareTo(after) > 0)
        .sorted(Comparator.comparing(UserAccount::username))
        .limit(limit)
        .map(this::inTheLatestEpoch)
        .toList();
  }

  @Override
  public synchronized boolean isEmpty() {
    return accounts.isEmpty();
  }

  @Override
  public synchronized boolean add(UserAccount account, Report<UserAccount> report) {
    if (accounts.containsKey(account.id())) {
      return true;
    }
    if (findByUsername(account.username()).isPresent()) {
      return false;
    }
    accounts.put(account.id(), account);
    denylist.events().keep(report, account);
    return true;
  }

  @Override
  public synchronized Optional<UserAccount> changePassword(
      UUID userId, String verifiedHash, String newHash, Ending ending, Report<UserAccount> report) {
    UserAccount account = accounts.get(userId);
    if (account != null && newHash.equals(account.passwordHash())) {
      return findById(userId);
    }
    if (account == null || !verifiedHash.equals(account.passwordHash())) {
      return Optional.empty();
    }
    replace(userId, a -> with(a, newHash, a.roles(), a.disabled()));
    endSessions(userId, ending);
    Optional<UserAccount> changed = findById(userId);
    changed.ifPresent(after -> denylist.events().keep(report, after));
    return changed;
  }

  @Override
  public synchronized ChangedUser change(
      UUID userId, UserChange change, Ending by, Report<ChangedUser.Done> report) {
    UserAccount before = findById(userId).orElse(null);
    if (before == null) {
      return new ChangedUser.NotFound();
    }
    if (change.takesAwayNeededRole(before) && !othersHave(change.neededRole(), userId)) {
      return new ChangedUser.LastOfRole();
    }
    change(before, change, by);
    ChangedUser.Done done = new ChangedUser.Done(before, findById(userId).orElseThrow());
    denylist.events().keep(report, done);
    return done;
  }

  @Override
  public synchronized UserDeletion delete(
      UUID userId, Optional<String> neededRole, Ending by, Report<UserAccount> report) {
    UserAccount deleted = findById(userId).orElse(null);
    if (deleted == null) {
      return UserDeletion.NOT_FOUND;
    }
    if (UserChange.deleting(neededRole).takesAwayNeededRole(deleted)
        && !othersHave(neededRole, userId)) {
      return UserDeletion.LAST_OF_ROLE;
    }
    beginEpoch(userId, by);
    accounts.remove(userId);
    denylist.events().forget(userId);
    denylist.events().keep(report, deleted);
    return UserDeletion.DONE;
  }

  private boolean othersHave(Optional<String> role, UUID userId) {
    return accounts.values().stream()
        .filter(other -> !other.disabled() && !other.id().equals(userId))
        .anyMatch(other -> role.filter(other.roles()::contains).isPresent());
  }

  private void change(UserAccount before, UserChange change, Ending by) {
    UUID userId = before.id();
    UserAccount after =
        with(
            before,
            change.passwordHash().orElse(before.passwordHash()),
            change.roles().orElse(before.roles()),
            change.disabled().orElse(before.disabled()));
    accounts.put(userId, after);
    if (after.disabled() && !before.disabled()) {
      endSessions(userId, by.because(EndReason.USER_DISABLED));
    } else if (!Objects.equals(after.passwordHash(), before.passwordHash())) {
      endSessions(userId, by.because(EndReason.PASSWORD_CHANGE));
    } else if (!after.roles().equals(before.roles())) {
      beginEpoch(userId, by);
    }
  }

  @Override
  public synchronized void rehash(UUID userId, String verifiedHash, String newHash) {
    replace(
        userId,
        a -> verifiedHash.equals(a.passwordHash()) ? with(a, newHash, a.roles(), a.disabled()) : a);
  }

  /** Ends everything that was issued to the user so far. */
  synchronized void endSessions(UUID userId, Ending ending) {
    if (accounts.containsKey(userId)) {
      beginEpoch(userId, ending);
      endings.computeIfAbsent(userId, id -> new TreeMap<>()).put(lastEpoch, ending);
    }
  }

  /** Ends everything that was issued to anybody so far. */
  synchronized void endEverything(Ending ending) {
    lastEpoch++;
    everyones.put(lastEpoch, ending);
    denylist.commit(Denial.ofEveryone(lastEpoch, ending.at()));
  }

  private void beginEpoch(UUID userId, Ending ending) {
    lastEpoch++;
    replace(userId, account -> inEpoch(account, lastEpoch));
    denylist.commit(Denial.ofUser(userId, lastEpoch, ending.at()));
  }

  /** How families of this epoch were ended, if they were: by whatever epoch was the first. */
  synchronized Optional<Ending> endingOf(UUID userId, int epoch) {
    TreeMap<Integer, Ending> all = new TreeMap<>(everyones);
    all.putAll(endings.getOrDefault(userId, new TreeMap<>()));
    return Optional.ofNullable(all.higherEntry(epoch)).map(Map.Entry::getValue);
  }

  private void replace(UUID userId, UnaryOperator<UserAccount> change) {
    accounts.computeIfPresent(userId, (id, account) -> change.apply(account));
  }

  private static UserAccount inEpoch(UserAccount a, int epoch) {
    return new UserAccount(
        a.id(),
        a.username(),
        a.directory(),
        a.passwordHash(),
        a.roles(),
        epoch,
        a.disabled(),
        a.createdAt());
  }

  private static UserAccount with(
      UserAccount a, @Nullable String hash, Set<String> roles, boolean disabled) {
    return new UserAccount(
        a.id(), a.username(), a.directory(), hash, roles, a.epoch(), disabled, a.createdAt());
  }
}
