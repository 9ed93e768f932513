package io.countersign.auth.web.session;

import io.countersign.auth.Device;
import io.countersign.auth.DirectoryUnavailableException;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.TooManyAttemptsException;
import io.countersign.auth.core.AccountPasswords;
import io.countersign.auth.core.DirectoryAccounts;
import io.countersign.auth.login.LoginAttempt;
import io.countersign.auth.login.LoginProtection;
import io.countersign.auth.login.PasswordCheck;
import io.countersign.auth.password.HashingLane;
import io.countersign.auth.spi.UserAccount;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/**
 * Authenticates a user name and password. It asks Countersign's own accounts first. If none has
 * that name, it asks the {@linkplain OtherDirectories other directories}.
 */
@ApplicationScoped
@NullUnmarked
public class Login {

  @Inject AccountPasswords accountPasswords;
  @Inject DirectoryAccounts directories;
  @Inject OtherDirectories otherDirectories;
  @Inject LoginProtection protection;

  /** For CDI. */
  public Login() {}

  /**
   * The account of the user with this name and password.
   *
   * @param refreshToken the token of an earlier login in the request's cookie
   * @throws InvalidCredentialsException when no user has them
   * @throws io.countersign.auth.TooManyAttemptsException when too many attempts before were wrong,
   *     or too many come at once
   * @throws DirectoryUnavailableException when a directory that may know the user does not answer
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
   * Requires that a user who is logged in has this password, wherever it is kept. Attempts count as
   * those to change the password do.
   *
   * @throws InvalidCredentialsException when it is wrong
   * @throws io.countersign.auth.TooManyAttemptsException as {@link #authenticate} does
   */
  public void reauthenticate(UserAccount user, String password, Device device) {
    Check check = new Check(user.username(), List.of(password));
    protection.attemptWithin(user.id(), device, lane -> same(user, check.check(lane)));
  }

  /** Another directory may have given the name to somebody else meanwhile. */
  private static UserAccount same(UserAccount user, UserAccount authenticated) {
    if (!authenticated.id().equals(user.id())) {
      throw new InvalidCredentialsException();
    }
    return authenticated;
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
    return new LoginAttempt(accountPasswords, username, device, refreshToken);
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
     * Takes a lack of room, or of an answer, for a wrong password: the attempt is spent, since a
     * password was checked.
     */
    private Optional<UserAccount> checkToo(String password, HashingLane lane) {
      try {
        return check(password, lane);
      } catch (TooManyAttemptsException | DirectoryUnavailableException e) {
        return Optional.empty();
      }
    }

    private Optional<UserAccount> check(String password, HashingLane lane) {
      return accountPasswords
          .authenticate(username, password, lane)
          .or(
              () ->
                  directories
                      .nameElsewhere(username)
                      .flatMap(name -> otherDirectories.authenticate(name, password)));
    }

    @Override
    public void requireRoom(HashingLane lane) {
      accountPasswords.requireRoom(lane);
    }

    /** Asks no directory: it would count a wrong password, and perhaps lock its user out. */
    @Override
    public void pretend(HashingLane lane) {
      for (String password : passwords) {
        accountPasswords.pretendToAuthenticate(username, password, lane);
        directories.nameElsewhere(username);
      }
    }
  }
}
