package io.countersign.auth.spi;

import java.util.Optional;
import java.util.Set;

/**
 * What an administrator changes of a user, all at once; what is empty stays.
 *
 * @param passwordHash the new password's hash: ends all sessions
 * @param roles the new roles: access tokens from before are denied, sessions go on
 * @param disabled whether the user may not log in: disabling ends all sessions
 * @param neededRole a role that some enabled user must still have after the change; when two
 *     changes at once would together take it from everybody, only the first is made
 */
public record UserChange(
    Optional<String> passwordHash,
    Optional<Set<String>> roles,
    Optional<Boolean> disabled,
    Optional<String> neededRole) {

  /** A change with no needed role. */
  public UserChange(
      Optional<String> passwordHash, Optional<Set<String>> roles, Optional<Boolean> disabled) {
    this(passwordHash, roles, disabled, Optional.empty());
  }

  /** Copies the roles. */
  public UserChange {
    roles = roles.map(Set::copyOf);
  }

  /** The change that takes away the same roles as deleting the user: it disables the user. */
  public static UserChange deleting(Optional<String> neededRole) {
    return new UserChange(Optional.empty(), Optional.empty(), Optional.of(true), neededRole);
  }

  /** Whether this change takes the needed role away from a user who is enabled and has it. */
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
