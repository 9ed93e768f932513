package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.auth.spi.RefreshTokenRaceContract;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.RevocationStore;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SecretStore;
import io.countersign.auth.spi.SigningAlgorithm;
import io.countersign.auth.spi.SigningKeyStore;
import io.countersign.auth.spi.StoredSigningKey;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the JPA adapters do on PostgreSQL, whichever provider runs them. */
abstract class JpaRefreshTokenStoreContract extends RefreshTokenRaceContract {

  abstract JpaUnit unit();

  abstract CountingDataSource database();

  @Override
  protected RefreshTokenStore store() {
    return unit().transactional(RefreshTokenStore.class, JpaUnit::refreshTokenStore);
  }

  @Override
  protected UserStore users() {
    return unit().transactional(UserStore.class, JpaUnit::userStore);
  }

  @Override
  protected RevocationStore revocations() {
    return unit().transactional(RevocationStore.class, JpaUnit::revocationStore);
  }

  @Test
  void rotate_accepted_isOneStatementAndOneCommit() {
    Held token = open(user());
    database().statements.set(0);
    database().commits.set(0);

    rotate(token);

    assertThat(database().statements).hasValue(1);
    assertThat(database().commits).hasValue(1);
  }

  @Test
  void rotate_userDisabled_isRevoked() {
    UserAccount user = user();
    Held token = open(user);
    TestDatabase.execute(
        database().dataSource(),
        "update user_account set disabled = true where user_id = '" + user.id() + "'");
    assertThat(store().rotate(attempt(token)))
        .isInstanceOfSatisfying(
            Rotation.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Rotation.Reason.REVOKED));
    assertThat(revocations().isRevoked(user.id(), 0, token.id().family())).isTrue();
  }

  @Test
  void activateFirst_secondKey_changesNothing() {
    SigningKeyStore keys = unit().transactional(SigningKeyStore.class, JpaUnit::keyStore);
    StoredSigningKey first = keys.activateFirst(key("kid-1"));
    assertThat(keys.activateFirst(key("kid-2"))).isEqualTo(first);
    assertThat(keys.activeKey()).contains(first);
  }

  private static StoredSigningKey key(String kid) {
    SecretBytes octets = SecretBytes.of(new byte[] {1, 2, 3});
    Instant now = Instant.parse("2026-01-01T12:00:00Z");
    return new StoredSigningKey(kid, SigningAlgorithm.ES256, octets, octets, now);
  }

  @Test
  void keepFirst_secondSecret_changesNothing() {
    SecretStore secrets = unit().transactional(SecretStore.class, JpaUnit::keyStore);
    SecretBytes first = SecretBytes.of(new byte[] {1});
    assertThat(secrets.keepFirst("refresh-token", first)).isEqualTo(first);
    assertThat(secrets.keepFirst("refresh-token", SecretBytes.of(new byte[] {2}))).isEqualTo(first);
  }

  @Test
  void add_roleWithLineBreak_isRefused() {
    assertThatThrownBy(() -> users().replaceRoles(user().id(), Set.of("a\nb")))
        .isInstanceOf(RuntimeException.class);
  }
}
