package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.FamilyState;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SessionTerms;
import io.countersign.auth.spi.UserAccount;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;

/**
 * The columns of a row of {@code refresh_token_family} that a refusal or an ending needs.
 * Statements of their own open, rotate and list families.
 */
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

  @Column(name = "authenticated_at")
  private OffsetDateTime authenticatedAt;

  private boolean brief;

  private String audience;

  @Column(name = "last_used_at")
  private OffsetDateTime lastUsedAt;

  @Column(name = "expires_at")
  private OffsetDateTime expiresAt;

  /** The reason's name. With an enum, the row could not be read for a newer version's reason. */
  @Column(name = "end_reason")
  private String endReason;

  @Column(name = "end_cause")
  private String endCause;

  @Column(name = "ended_by")
  private String endedBy;

  @Column(name = "ended_at")
  private OffsetDateTime endedAt;

  @Column(name = "end_note")
  private String endNote;

  /** For JPA. */
  RefreshTokenFamilyEntity() {}

  UUID id() {
    return id;
  }

  UUID userId() {
    return userId;
  }

  void end(Ending ending) {
    endReason =
        ending.reason().name(); // no row is held to end it for a reason of this version only
    endCause = endReason;
    endedBy = ending.by();
    endedAt = timestamp(ending.at());
    endNote = ending.note().orElse(null);
  }

  FamilyState toFamilyState(UserAccountEntity user, int everyonesEpoch) {
    UserAccount owner = user.toUserAccount(everyonesEpoch);
    return new FamilyState(
        id,
        userId,
        owner.username(),
        owner.roles(),
        user.isCurrent(epoch, everyonesEpoch),
        owner.epoch(),
        generation,
        SecretBytes.of(tokenDigest),
        successorSalt == null ? null : SecretBytes.of(successorSalt),
        deviceDigest == null ? null : SecretBytes.of(deviceDigest),
        new SessionTerms(
            Optional.ofNullable(authenticatedAt).map(OffsetDateTime::toInstant),
            brief,
            QueryValues.lines(audience)),
        lastUsedAt.toInstant(),
        expiresAt.toInstant(),
        endReason());
  }

  private EndReason endReason() {
    String name = endCause == null ? endReason : endCause;
    return name == null ? null : QueryValues.endReason(name);
  }
}
