package io.countersign.auth.persistence;

import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.keys.KeyState;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.spi.keys.StoredSigningKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
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

  /**
   * The algorithm's name. With an enum, one row of a newer version would make all rows unreadable.
   */
  private String algorithm;

  /** The state's name, for the same reason. */
  private String state;

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

  /** The key, empty when this version does not know its algorithm or state. */
  Optional<StoredSigningKey> toStoredSigningKey() {
    return QueryValues.named(SigningAlgorithm.values(), algorithm)
        .flatMap(
            known ->
                QueryValues.named(KeyState.values(), state)
                    .map(it -> toStoredSigningKey(known, it)));
  }

  private StoredSigningKey toStoredSigningKey(SigningAlgorithm algorithm, KeyState state) {
    return new StoredSigningKey(
        kid,
        algorithm,
        state,
        SecretBytes.of(publicKey),
        privatePart(),
        createdAt.toInstant(),
        activatesAt.toInstant(),
        Optional.ofNullable(endedAt).map(OffsetDateTime::toInstant));
  }

  /** Whether it signs now or may sign later: it has a private key, in any state. */
  boolean maySign() {
    return privatePart().isPresent();
  }

  private Optional<SecretBytes> privatePart() {
    return Optional.ofNullable(sealedPrivateKey).map(SecretBytes::of);
  }

  /** Names it for the log. */
  @Override
  public String toString() {
    return kid + " (" + algorithm + ", " + state + ")";
  }
}
