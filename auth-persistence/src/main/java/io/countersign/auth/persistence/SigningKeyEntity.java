package io.countersign.auth.persistence;

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
import org.jspecify.annotations.NullUnmarked;

/** A row of {@code signing_key}. */
@Entity
@Table(name = "signing_key")
@NullUnmarked
class SigningKeyEntity {

  @Id private String kid;

  @Enumerated(EnumType.STRING)
  private SigningAlgorithm algorithm;

  @SuppressWarnings("unused") // asked for in queries only
  private String state;

  @Column(name = "public_key")
  private byte[] publicKey;

  @Column(name = "sealed_private_key")
  private byte[] sealedPrivateKey;

  @Column(name = "created_at")
  private OffsetDateTime createdAt;

  /** For JPA. */
  SigningKeyEntity() {}

  StoredSigningKey toStoredSigningKey() {
    return new StoredSigningKey(
        kid,
        algorithm,
        SecretBytes.of(publicKey),
        SecretBytes.of(sealedPrivateKey),
        createdAt.toInstant());
  }
}
