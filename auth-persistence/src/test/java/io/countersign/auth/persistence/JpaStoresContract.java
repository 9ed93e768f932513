package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.auth.spi.KeyStoreContract;
import io.countersign.auth.spi.RefreshTokenRaceContract;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.RevocationStore;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.SecretStore;
import io.countersign.auth.spi.SigningKeyStore;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import io.countersign.auth.spi.UserStoreContract;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the JPA adapters do on PostgreSQL, whichever provider runs them. */
abstract class JpaStoresContract extends RefreshTokenRaceContract {

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
  void add_roleWithLineBreak_isRefused() {
    assertThatThrownBy(() -> users().replaceRoles(user().id(), Set.of("a\nb")))
        .isInstanceOf(RuntimeException.class);
  }

  @Nested
  class Users extends UserStoreContract {
    @Override
    protected UserStore users() {
      return JpaStoresContract.this.users();
    }
  }

  @Nested
  class Keys extends KeyStoreContract {
    @Override
    protected SigningKeyStore keys() {
      return unit().transactional(SigningKeyStore.class, JpaUnit::keyStore);
    }

    @Override
    protected SecretStore secrets() {
      return unit().transactional(SecretStore.class, JpaUnit::keyStore);
    }
  }
}
