package io.countersign.auth.core;

import io.countersign.auth.Actor;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import java.util.Optional;
import java.util.Set;

/** The accounts of users whose passwords other directories keep. */
public final class DirectoryAccounts {

  private final UserStore users;
  private final AccountPasswords passwords;
  private final Accounts accounts;

  /** Accounts among {@code accounts}, all of which are kept in {@code users}. */
  public DirectoryAccounts(UserStore users, AccountPasswords passwords, Accounts accounts) {
    this.users = users;
    this.passwords = passwords;
    this.accounts = accounts;
  }

  /**
   * The name under which other directories are asked for a user: the account's name or, without an
   * account, the normalised name. So another spelling is not another person there.
   *
   * @return empty when Countersign itself keeps the password, so that nobody else is asked
   */
  public Optional<String> nameElsewhere(String username) {
    Optional<UserAccount> account = passwords.find(username);
    return account.filter(it -> it.directory().equals(UserAccount.LOCAL)).isPresent()
        ? Optional.empty()
        : Optional.of(
            account.map(UserAccount::username).orElseGet(() -> Username.normalise(username)));
  }

  /**
   * The account of a user whom another directory has authenticated. The first login makes it. Each
   * login gives it the roles that the directory names now.
   *
   * @param directory the other directory's name, not {@code local}
   * @return empty for {@code local}, when the user name belongs to another directory's user, when
   *     the user is disabled here, or when the name or a role cannot be kept; see {@link Username}
   *     and {@link Accounts#areRoles}
   */
  public Optional<UserAccount> adopt(String directory, String username, Set<String> roles) {
    if (directory.equals(UserAccount.LOCAL)
        || Username.beginning(username).isEmpty()
        || !accounts.areRoles(roles)) {
      return Optional.empty();
    }
    Optional<UserAccount> account =
        passwords
            .find(username)
            .or(() -> Username.parse(username).flatMap(name -> added(directory, name, roles)))
            .filter(found -> found.directory().equals(directory) && !found.disabled());
    account
        .filter(found -> !found.roles().equals(roles))
        .ifPresent(found -> accounts.giveRoles(found.id(), roles));
    return account.flatMap(found -> users.findById(found.id()));
  }

  /** Of two first logins at once one adds the account, and both find it. */
  private Optional<UserAccount> added(String directory, Username username, Set<String> roles) {
    accounts.addOfDirectory(username, directory, roles, Actor.SYSTEM);
    return users.findByUsername(username.toString());
  }
}
