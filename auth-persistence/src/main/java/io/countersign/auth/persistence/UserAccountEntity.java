package io.countersign.auth.persistence;

import io.countersign.auth.spi.UserAccount;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * A row of {@code user_account} with its {@code user_role}s.
 *
 * <p>Here as in the other entities, only the entity writes its fields: a provider that weaves does
 * not see a write from outside.
 */
@Entity
@Table(name = "user_account")
@NullUnmarked
class UserAccountEntity {

  @Id
  @Column(name = "user_id")
  private UUID id;

  private String username;

  private String directory;

  @Column(name = "password_hash")
  private String passwordHash;

  @ElementCollection
  @CollectionTable(name = "user_role", joinColumns = @JoinColumn(name = "user_id"))
  @Column(name = "role")
  private Set<String> roles = new HashSet<>();

  private int epoch;

  private boolean disabled;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  /** For JPA. */
  UserAccountEntity() {}

  UUID id() {
    return id;
  }

  int epoch() {
    return epoch;
  }

  /** Whether tokens of this epoch may still be used. */
  boolean isCurrent(int tokenEpoch) {
    return epoch == tokenEpoch && !disabled;
  }

  UserAccount toUserAccount() {
    return new UserAccount(
        id, username, directory, passwordHash, roles, epoch, disabled, createdAt.toInstant());
  }

  /** Makes everything that was issued to the user so far invalid. */
  void advanceEpoch() {
    epoch++;
  }

  void replaceRoles(Set<String> newRoles) {
    roles = new HashSet<>(newRoles);
  }
}
