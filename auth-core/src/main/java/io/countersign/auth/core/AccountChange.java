package io.countersign.auth.core;

import io.countersign.auth.password.NewPassword;
import java.util.Optional;
import java.util.Set;

/**
 * What an administrator wants changed of an account, all at once; what is empty stays.
 *
 * @param password a new password: ends all sessions
 * @param roles the new roles: access tokens from before are denied, sessions go on
 * @param disabled whether the user may not log in: disabling ends all sessions
 */
public record AccountChange(
    Optional<NewPassword> password, Optional<Set<String>> roles, Optional<Boolean> disabled) {

  /** Copies the roles. */
  public AccountChange {
    roles = roles.map(Set::copyOf);
  }

  /** Other roles. */
  public static AccountChange ofRoles(Set<String> roles) {
    return new AccountChange(Optional.empty(), Optional.of(roles), Optional.empty());
  }
}
