package io.countersign.auth.spi;

import java.util.Optional;
import java.util.Set;

/**
 * What an administrator changes of a user, all at once; what is empty stays.
 *
 * @param passwordHash the new password's hash: ends all sessions
 * @param roles the new roles: access tokens from before are denied, sessions go on
 * @param disabled whether the user may not log in: disabling ends all sessions
 * @param neededRole a role that some enabled user must have after the change: of two changes that
 *     would each leave one, the second is not made
 */
public record UserChange(
    Optional<String> passwordHash,
    Optional<Set<String>> roles,
    Optional<Boolean> disabled,
    Optional<String> neededRole) {

  /** A change after which nobody need have any role. */
  public UserChange(
      Optional<String> passwordHash, Optional<Set<String>> roles, Optional<Boolean> disabled) {
    this(passwordHash, roles, disabled, Optional.empty());
  }

  /** Copies the roles. */
  public UserChange {
    roles = roles.map(Set::copyOf);
  }

  /** A change that takes away what deleting takes away. */
  public static UserChange deleting(Optional<String> neededRole) {
    return new UserChange(Optional.empty(), Optional.empty(), Optional.of(true), neededRole);
  }

  /** Whether a user with these roles would lose one that somebody must have. */
  public boolean takesAwayNeededRole(UserAccount before) {
    return neededRole
        .filter(role -> !before.disabled() && before.roles().contains(role))
        .filter(role -> disabled.orElse(false) || !roles.orElse(before.roles()).contains(role))
        .isPresent();
  }

  /** Without the password's hash. */
  @Override
  public String toString() {
    return "UserChange[password=%s, roles=%s, disabled=%s]"
        .formatted(passwordHash.isPresent() ? "changed" : "kept", roles, disabled);
  }
}
