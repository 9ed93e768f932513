package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.KeyStoreContract;
import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.RefreshTokenRaceContract;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.SecretStore;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.spi.SecurityEventStoreContract;
import io.countersign.auth.spi.SessionDirectory;
import io.countersign.auth.spi.SigningKeyStore;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserChange;
import io.countersign.auth.spi.UserStore;
import io.countersign.auth.spi.UserStoreContract;
import java.time.Instant;
import java.util.Optional;
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
  protected SessionDirectory sessions() {
    return unit().transactional(SessionDirectory.class, JpaUnit::sessionDirectory);
  }

  @Override
  protected Denylist denylist() {
    return unit().transactional(Denylist.class, JpaUnit::denylist);
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
    assertThat(sessions().find(token.id().family()).orElseThrow().ending())
        .hasValueSatisfying(it -> assertThat(it.reason()).isEqualTo(EndReason.REVOKED));
    assertThat(sessions().sessionsOf(user.id(), T0, null, 10)).isEmpty();
  }

  @Test
  void add_roleWithLineBreak_isRefused() {
    UserAccount user = user();
    UserChange change =
        new UserChange(Optional.empty(), Optional.of(Set.of("a\nb")), Optional.empty());
    Ending by = new Ending(EndReason.ADMINISTRATOR, "root", Instant.EPOCH);
    assertThatThrownBy(() -> users().change(user.id(), change, by))
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
  class Events extends SecurityEventStoreContract {
    @Override
    protected SecurityEventStore events() {
      return unit().transactional(SecurityEventStore.class, JpaUnit::securityEventStore);
    }
  }

  @Nested
  class Places extends KnownPlacesContract {
    @Override
    protected KnownPlaces places() {
      return unit().transactional(KnownPlaces.class, JpaUnit::knownPlaces);
    }

    @Override
    protected SecurityEventStore events() {
      return unit().transactional(SecurityEventStore.class, JpaUnit::securityEventStore);
    }

    @Override
    protected RefreshTokenStore sessions() {
      return store();
    }

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
