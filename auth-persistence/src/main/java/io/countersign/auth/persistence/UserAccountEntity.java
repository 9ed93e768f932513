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
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code user_account} with its {@code user_role}s. */
@Entity
@Table(name = "user_account")
@NullUnmarked
class UserAccountEntity {

  @Id
  @Column(name = "user_id")
  UUID id;

  String username;

  String directory;

  @Column(name = "password_hash")
  String passwordHash;

  @ElementCollection
  @CollectionTable(name = "user_role", joinColumns = @JoinColumn(name = "user_id"))
  @Column(name = "role")
  Set<String> roles = new HashSet<>();

  int epoch;

  boolean disabled;

  @Column(name = "created_at")
  OffsetDateTime createdAt;

  /** For JPA. */
  UserAccountEntity() {}

  UserAccountEntity(UserAccount account) {
    id = account.id();
    username = account.username();
    directory = account.directory();
    passwordHash = account.passwordHash();
    roles = new HashSet<>(account.roles());
    epoch = account.epoch();
    disabled = account.disabled();
    createdAt = account.createdAt().atOffset(ZoneOffset.UTC);
  }

  UserAccount toUserAccount() {
    return new UserAccount(
        id, username, directory, passwordHash, roles, epoch, disabled, createdAt.toInstant());
  }
}
