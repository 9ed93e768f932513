package io.countersign.auth.persistence;

import io.countersign.auth.Device;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.FamilyState;
import io.countersign.auth.spi.NewFamily;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.Session;
import io.countersign.auth.spi.UserAccount;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code refresh_token_family}; rotations change it by a statement of their own. */
@Entity
@Table(name = "refresh_token_family")
@NullUnmarked
class RefreshTokenFamilyEntity {

  @Id
  @Column(name = "family_id")
  private UUID id;

  @Column(name = "user_id")
  private UUID userId;

  private int epoch;

  private int generation;

  @Column(name = "token_digest")
  private byte[] tokenDigest;

  @Column(name = "successor_salt")
  private byte[] successorSalt;

  @Column(name = "device_digest")
  private byte[] deviceDigest;

  @Column(name = "device_name")
  private String deviceName;

  @Column(name = "user_agent")
  private String userAgent;

  private String address;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  @Column(name = "last_used_at")
  private OffsetDateTime lastUsedAt;

  @Column(name = "expires_at")
  private OffsetDateTime expiresAt;

  @Column(name = "ends_at")
  private OffsetDateTime endsAt;

  @Column(name = "end_reason")
  @Enumerated(EnumType.STRING)
  private EndReason endReason;

  /** For JPA. */
  RefreshTokenFamilyEntity() {}

  RefreshTokenFamilyEntity(NewFamily family) {
    id = family.id();
    userId = family.userId();
    epoch = family.epoch();
    tokenDigest = family.tokenDigest().toByteArray();
    deviceDigest = family.deviceDigest() == null ? null : family.deviceDigest().toByteArray();
    deviceName = family.device().name();
    userAgent = family.device().userAgent();
    address = family.device().address();
    createdAt = family.openedAt().atOffset(ZoneOffset.UTC);
    lastUsedAt = createdAt;
    expiresAt = family.expiresAt().atOffset(ZoneOffset.UTC);
    endsAt = family.endsAt().atOffset(ZoneOffset.UTC);
  }

  UUID userId() {
    return userId;
  }

  /** Ends the family; why it ended first stays. */
  void end(EndReason reason) {
    if (endReason == null) {
      endReason = reason;
    }
  }

  FamilyState toFamilyState(UserAccountEntity user) {
    UserAccount owner = user.toUserAccount();
    return new FamilyState(
        id,
        userId,
        owner.username(),
        owner.roles(),
        user.isCurrent(epoch),
        epoch,
        generation,
        SecretBytes.of(tokenDigest),
        successorSalt == null ? null : SecretBytes.of(successorSalt),
        deviceDigest == null ? null : SecretBytes.of(deviceDigest),
        lastUsedAt.toInstant(),
        expiresAt.toInstant(),
        endReason);
  }

  Session toSession() {
    return new Session(
        id,
        userId,
        new Device(null, deviceName, userAgent, address),
        createdAt.toInstant(),
        lastUsedAt.toInstant(),
        expiresAt.toInstant(),
        generation);
  }
}
