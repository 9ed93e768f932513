package io.countersign.auth.spi;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A user as Countersign knows one.
 *
 * @param id opaque and stable: the {@code sub}
 * @param username the login name, normalised: the {@code upn}
 * @param directory which identity store answers for the user's credentials
 * @param passwordHash the password's hash in PHC string format, or of bcrypt in its own; null when
 *     another directory has it
 * @param roles the user's roles: the {@code groups}
 * @param epoch the epoch of tokens that are issued now; each change that makes earlier tokens
 *     worthless, such as a new password, begins a new epoch
 * @param disabled whether the user may not log in
 * @param createdAt when the account was made
 */
public record UserAccount(
    UUID id,
    String username,
    String directory,
    @Nullable String passwordHash,
    Set<String> roles,
    int epoch,
    boolean disabled,
    Instant createdAt) {

  /** The directory of users whose password Countersign itself keeps. */
  public static final String LOCAL = "local";

  /** Copies the roles. */
  public UserAccount {
    roles = Set.copyOf(roles);
  }

  /** Names the account, without the password's hash. */
  @Override
  public String toString() {
    return "UserAccount[id=%s, directory=%s, roles=%s, epoch=%d, disabled=%s]"
        .formatted(id, directory, roles, epoch, disabled);
  }
}
