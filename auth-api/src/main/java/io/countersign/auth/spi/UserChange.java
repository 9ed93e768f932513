package io.countersign.auth.spi;

import java.util.Optional;
import java.util.Set;

/**
 * What an administrator changes of a user, all at once; what is empty stays.
 *
 * @param passwordHash the new password's hash: ends all sessions
 * @param roles the new roles: access tokens from before are denied, sessions go on
 * @param disabled whether the user may not log in: disabling ends all sessions
 */
public record UserChange(
    Optional<String> passwordHash, Optional<Set<String>> roles, Optional<Boolean> disabled) {

  /** Copies the roles. */
  public UserChange {
    roles = roles.map(Set::copyOf);
  }

  /** Without the password's hash. */
  @Override
  public String toString() {
    return "UserChange[password=%s, roles=%s, disabled=%s]"
        .formatted(passwordHash.isPresent() ? "changed" : "kept", roles, disabled);
  }
}
