package io.countersign.auth.web.session;

import io.countersign.auth.Device;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.TooManyAttemptsException;
import io.countersign.auth.core.Accounts;
import io.countersign.auth.core.DirectoryAccounts;
import io.countersign.auth.login.LoginAttempt;
import io.countersign.auth.login.LoginProtection;
import io.countersign.auth.login.PasswordCheck;
import io.countersign.auth.password.HashingLane;
import io.countersign.auth.spi.UserAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.security.enterprise.credential.UsernamePasswordCredential;
import jakarta.security.enterprise.identitystore.CredentialValidationResult;
import jakarta.security.enterprise.identitystore.CredentialValidationResult.Status;
import jakarta.security.enterprise.identitystore.IdentityStore;
import jakarta.security.enterprise.identitystore.IdentityStore.ValidationType;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;

/**
 * Authenticates a user name and password. It asks Countersign's own accounts first. If none has
 * that name, it asks every {@link IdentityStore} in the EAR's library by its priority (Jakarta
 * Security §3.1).
 */
@ApplicationScoped
@NullUnmarked
public class Login {

  private static final System.Logger LOG = System.getLogger(Login.class.getName());

  @Inject Accounts accounts;
  @Inject DirectoryAccounts directories;
  @Inject LoginProtection protection;

  @Inject @Any Instance<IdentityStore> identityStores;

  /** For CDI. */
  public Login() {}

  /**
   * The account of the user with this name and password.
   *
   * @param refreshToken the token of an earlier login in the request's cookie
   * @throws InvalidCredentialsException when no user has them
   * @throws io.countersign.auth.TooManyAttemptsException when too many attempts before were wrong,
   *     or too many come at once
   */
  public UserAccount authenticate(
      String username, String password, Device device, Optional<String> refreshToken) {
    return authenticate(username, List.of(password), device, refreshToken);
  }

  /**
   * Does the same where any of a few texts may be the password. All of them are one attempt.
   *
   * @param passwords each of them
   */
  public UserAccount authenticate(
      String username, List<String> passwords, Device device, Optional<String> refreshToken) {
    return protection.attempt(
        attempt(username, device, refreshToken), new Check(username, passwords));
  }

  /**
   * Requires that attempts are left where a request without a session comes from.
   *
   * @throws io.countersign.auth.TooManyAttemptsException when the attempts of all users from there
   *     are used up
   * @see LoginProtection#requireAttemptsLeft
   */
  public void requireAttemptsLeft(String username, Device device) {
    protection.requireAttemptsLeft(attempt(username, device, Optional.empty()));
  }

  private LoginAttempt attempt(String username, Device device, Optional<String> refreshToken) {
    return new LoginAttempt(accounts, username, device, refreshToken);
  }

  private final class Check implements PasswordCheck<UserAccount> {

    private final String username;
    private final List<String> passwords;

    Check(String username, List<String> passwords) {
      this.username = username;
      this.passwords = List.copyOf(passwords);
    }

    @Override
    public UserAccount check(HashingLane lane) {
      Optional<UserAccount> account = check(passwords.get(0), lane);
      for (String other : passwords.subList(1, passwords.size())) {
        account = account.or(() -> checkToo(other, lane));
      }
      return account.orElseThrow(InvalidCredentialsException::new);
    }

    /**
     * Takes a lack of room for a wrong password: the attempt is spent, since a password was
     * checked.
     */
    private Optional<UserAccount> checkToo(String password, HashingLane lane) {
      try {
        return check(password, lane);
      } catch (TooManyAttemptsException e) {
        return Optional.empty();
      }
    }

    private Optional<UserAccount> check(String password, HashingLane lane) {
      return accounts
          .authenticate(username, password, lane)
          .or(() -> directories.nameElsewhere(username).flatMap(name -> askOthers(name, password)));
    }

    @Override
    public void requireRoom(HashingLane lane) {
      accounts.requireRoom(lane);
    }

    /** Asks no directory: it would count a wrong password, and perhaps lock its user out. */
    @Override
    public void pretend(HashingLane lane) {
      for (String password : passwords) {
        accounts.pretendToAuthenticate(username, password, lane);
        directories.nameElsewhere(username);
      }
    }
  }

  private Optional<UserAccount> askOthers(String username, String password) {
    UsernamePasswordCredential credential = new UsernamePasswordCredential(username, password);
    return identityStores.stream()
        .filter(store -> store.validationTypes().contains(ValidationType.VALIDATE))
        .sorted(Comparator.comparingInt(IdentityStore::priority))
        .map(store -> adopt(store, store.validate(credential)))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<UserAccount> adopt(IdentityStore store, CredentialValidationResult result) {
    if (result.getStatus() != Status.VALID) {
      return Optional.empty();
    }
    String id = result.getIdentityStoreId();
    Optional<UserAccount> account =
        directories.adopt(
            id != null ? id : nameOf(store),
            result.getCallerPrincipal().getName(),
            groups(store, result));
    if (account.isEmpty()) {
      LOG.log(
          System.Logger.Level.WARNING,
          "A user of {0} is refused: disabled, another directory''s, or of a name or group that cannot be kept",
          id != null ? id : nameOf(store));
    }
    return account;
  }

  /** The groups that the store itself names, and those of stores that only provide groups. */
  private Set<String> groups(IdentityStore store, CredentialValidationResult result) {
    Set<String> groups = new HashSet<>();
    if (store.validationTypes().contains(ValidationType.PROVIDE_GROUPS)) {
      groups.addAll(result.getCallerGroups());
    }
    identityStores.stream()
        .filter(other -> other.validationTypes().equals(Set.of(ValidationType.PROVIDE_GROUPS)))
        .forEach(other -> groups.addAll(other.getCallerGroups(result)));
    return groups;
  }

  /** The class that the deployment wrote, without what a container derives from it. */
  private static String nameOf(IdentityStore store) {
    Class<?> type = store.getClass();
    return type.getName().contains("$") && type.getSuperclass() != Object.class
        ? type.getSuperclass().getName()
        : type.getName();
  }
}
