package io.countersign.auth.persistence;

import io.countersign.auth.spi.KeyState;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SigningAlgorithm;
import io.countersign.auth.spi.StoredSigningKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code signing_key}. */
@Entity
@Table(name = "signing_key")
@NullUnmarked
class SigningKeyEntity {

  @Id private String kid;

  @Enumerated(EnumType.STRING)
  private SigningAlgorithm algorithm;

  @Enumerated(EnumType.STRING)
  private KeyState state;

  @Column(name = "public_key")
  private byte[] publicKey;

  @Column(name = "sealed_private_key")
  private byte[] sealedPrivateKey;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  @Column(name = "activates_at")
  private OffsetDateTime activatesAt;

  @Column(name = "ended_at")
  private OffsetDateTime endedAt;

  /** For JPA. */
  SigningKeyEntity() {}

  StoredSigningKey toStoredSigningKey() {
    return new StoredSigningKey(
        kid,
        algorithm,
        state,
        SecretBytes.of(publicKey),
        Optional.ofNullable(sealedPrivateKey).map(SecretBytes::of),
        createdAt.toInstant(),
        activatesAt.toInstant(),
        Optional.ofNullable(endedAt).map(OffsetDateTime::toInstant));
  }
}
