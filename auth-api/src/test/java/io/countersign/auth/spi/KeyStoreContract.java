package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link SigningKeyStore} and {@link SecretStore} does: of several, the first stays. */
public abstract class KeyStoreContract {

  /** The adapter under test. */
  protected abstract SigningKeyStore keys();

  /** The adapter under test. */
  protected abstract SecretStore secrets();

  private static StoredSigningKey key(String kid) {
    SecretBytes octets = SecretBytes.of(new byte[] {1, 2, 3});
    Instant now = Instant.parse("2026-01-01T12:00:00Z");
    return new StoredSigningKey(kid, SigningAlgorithm.ES256, octets, octets, now);
  }

  @Test
  void activateFirst_secondKey_changesNothing() {
    StoredSigningKey first = keys().activateFirst(key("kid-1"));
    assertThat(keys().activateFirst(key("kid-2"))).isEqualTo(first);
    assertThat(keys().activeKey()).contains(first);
  }

  @Test
  void keepFirst_secondSecret_changesNothing() {
    String name = "secret-" + UUID.randomUUID();
    SecretBytes first = SecretBytes.of(new byte[] {1});
    assertThat(secrets().keepFirst(name, first)).isEqualTo(first);
    assertThat(secrets().keepFirst(name, SecretBytes.of(new byte[] {2}))).isEqualTo(first);
    SecretBytes other = SecretBytes.of(new byte[] {3});
    assertThat(secrets().keepFirst(name + "-other", other)).isEqualTo(other);
  }
}
