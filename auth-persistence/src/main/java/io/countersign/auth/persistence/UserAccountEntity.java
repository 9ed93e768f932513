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
 * <p>As in the other entities, only the entity itself writes its fields. A JPA provider that weaves
 * classes does not see a write from outside.
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

  @Column(name = "oldest_epoch")
  private int oldestEpoch;

  private boolean disabled;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  /** For JPA. */
  UserAccountEntity() {}

  UUID id() {
    return id;
  }

  String passwordHash() {
    return passwordHash;
  }

  Set<String> roles() {
    return Set.copyOf(roles);
  }

  boolean isDisabled() {
    return disabled;
  }

  /**
   * Whether families of this epoch may go on.
   *
   * @param everyonesEpoch the latest epoch that ended everyone's families
   */
  boolean isCurrent(int familyEpoch, int everyonesEpoch) {
    return familyEpoch >= Math.max(oldestEpoch, everyonesEpoch) && !disabled;
  }

  /** The epoch of tokens that are issued now. */
  int epoch(int everyonesEpoch) {
    return Math.max(epoch, everyonesEpoch);
  }

  UserAccount toUserAccount(int everyonesEpoch) {
    return new UserAccount(
        id,
        username,
        directory,
        passwordHash,
        roles,
        epoch(everyonesEpoch),
        disabled,
        createdAt.toInstant());
  }

  void beginEpoch(int newEpoch, boolean endsSessions) {
    epoch = newEpoch;
    if (endsSessions) {
      oldestEpoch = newEpoch;
    }
  }

  void changePassword(String newHash) {
    passwordHash = newHash;
  }

  void disable(boolean newDisabled) {
    disabled = newDisabled;
  }

  void replaceRoles(Set<String> newRoles) {
    roles = new HashSet<>(newRoles);
  }
}
