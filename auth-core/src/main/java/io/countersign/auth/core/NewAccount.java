package io.countersign.auth.core;

import io.countersign.auth.password.InitialPassword;
import java.util.Set;

/**
 * An account that is to be made, whose password Countersign keeps.
 *
 * @param password a new password, or the hash that another system kept of it
 * @param roles its roles; see {@link Accounts#areRoles}
 * @param disabled whether the user may not log in
 */
public record NewAccount(
    Username username, InitialPassword password, Set<String> roles, boolean disabled) {

  /** Copies the roles. */
  public NewAccount {
    roles = Set.copyOf(roles);
  }
}
