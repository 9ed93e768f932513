package io.countersign.auth.spi;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The user accounts in a map, under one lock. */
public final class InMemoryUserStore implements UserStore {

  private final Map<UUID, UserAccount> accounts = new HashMap<>();

  @Override
  public synchronized Optional<UserAccount> findById(UUID userId) {
    return Optional.ofNullable(accounts.get(userId));
  }

  @Override
  public synchronized Optional<UserAccount> findByUsername(String username) {
    return accounts.values().stream().filter(a -> a.username().equals(username)).findFirst();
  }

  @Override
  public synchronized boolean isEmpty() {
    return accounts.isEmpty();
  }

  @Override
  public synchronized boolean add(UserAccount account) {
    if (findByUsername(account.username()).isPresent()) {
      return false;
    }
    return accounts.putIfAbsent(account.id(), account) == null;
  }

  @Override
  public synchronized OptionalInt changePassword(UUID userId, String verifiedHash, String newHash) {
    UserAccount account = accounts.get(userId);
    if (account == null || !verifiedHash.equals(account.passwordHash())) {
      return OptionalInt.empty();
    }
    replace(userId, a -> with(a, newHash, a.roles(), a.epoch() + 1));
    return OptionalInt.of(account.epoch() + 1);
  }

  @Override
  public synchronized void rehash(UUID userId, String verifiedHash, String newHash) {
    replace(
        userId,
        a -> verifiedHash.equals(a.passwordHash()) ? with(a, newHash, a.roles(), a.epoch()) : a);
  }

  @Override
  public synchronized void replaceRoles(UUID userId, Set<String> roles) {
    replace(userId, a -> with(a, a.passwordHash(), roles, a.epoch()));
  }

  /** Ends everything that was issued to the user so far. */
  synchronized void advanceEpoch(UUID userId) {
    replace(userId, a -> with(a, a.passwordHash(), a.roles(), a.epoch() + 1));
  }

  private void replace(UUID userId, UnaryOperator<UserAccount> change) {
    accounts.computeIfPresent(userId, (id, account) -> change.apply(account));
  }

  private static UserAccount with(
      UserAccount a, @Nullable String hash, Set<String> roles, int epoch) {
    return new UserAccount(
        a.id(), a.username(), a.directory(), hash, roles, epoch, a.disabled(), a.createdAt());
  }
}
