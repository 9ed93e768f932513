package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.AccessTokenStore;
import io.countersign.auth.spi.BulkEndings;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.FamilyAdapters;
import io.countersign.auth.spi.FamilyEndings;
import io.countersign.auth.spi.FamilyEndingsContract;
import io.countersign.auth.spi.FreshLoginRaceContract;
import io.countersign.auth.spi.KeyStoreContract;
import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.RefreshCounts;
import io.countersign.auth.spi.RefreshCountsContract;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.RotationAttempt;
import io.countersign.auth.spi.SecretStore;
import io.countersign.auth.spi.SecurityEventQuery;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.spi.SecurityEventStoreContract;
import io.countersign.auth.spi.SessionDirectory;
import io.countersign.auth.spi.SessionSearchContract;
import io.countersign.auth.spi.StoredSecurityEvent;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserChange;
import io.countersign.auth.spi.UserStore;
import io.countersign.auth.spi.UserStoreContract;
import io.countersign.auth.spi.keys.SigningKeyStore;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the JPA adapters do on PostgreSQL, with each provider. */
abstract class JpaStoresContract extends ConfirmedStoresContract {

  abstract JpaUnit unit();

  abstract CountingDataSource database();

  @Override
  protected FamilyAdapters adapters() {
    return new FamilyAdapters(
        unit().refreshTokenStore(),
        unit().transactional(FamilyEndings.class, JpaUnit::familyEndings),
        unit().transactional(BulkEndings.class, JpaUnit::bulkEndings),
        unit().transactional(UserStore.class, JpaUnit::userStore),
        unit().transactional(SessionDirectory.class, JpaUnit::sessionDirectory),
        unit().denylist(),
        unit().transactional(SecurityEventStore.class, JpaUnit::securityEventStore));
  }

  @Override
  AccessTokenStore accessTokens() {
    return unit().accessTokenStore();
  }

  @Test
  void rotate_reuse_isReportedInTheSameTransaction() {
    Held first = open(user());
    rotate(first);
    database().commits.set(0);

    store().rotate(attempt(first), refused -> List.of(event(first)));

    assertThat(database().commits).hasValue(1);
    assertThat(events().list(SecurityEventQuery.ofSession(first.id().family(), 10))).hasSize(1);
  }

  @Test
  void rotate_reportThatFails_undoesTheAct() {
    Held first = open(user());
    Held second = rotate(first);
    assertThatThrownBy(
            () ->
                store()
                    .rotate(
                        attempt(first),
                        refused -> {
                          throw new IllegalStateException("the report fails");
                        }))
        .isInstanceOf(RuntimeException.class);
    rotate(second);
  }

  @Test
  void endOthers_moreThanOneStatementEnds_isDoneInBatches() {
    UserAccount user = user();
    Held kept = open(user);
    int others = JpaFamilyEndings.MOST_ENDED + 1;
    for (int i = 0; i < others; i++) {
      open(user);
    }
    FamilyEndings.EndedBatch first = endOthers(user, kept);
    assertThat(first).isEqualTo(new FamilyEndings.EndedBatch(JpaFamilyEndings.MOST_ENDED, false));
    assertThat(endOthers(user, kept)).isEqualTo(new FamilyEndings.EndedBatch(1, true));
    assertThat(endOthers(user, kept)).isEqualTo(new FamilyEndings.EndedBatch(0, true));
    rotate(kept);
  }

  private FamilyEndings.EndedBatch endOthers(UserAccount user, Held kept) {
    Ending byUser = new Ending(EndReason.REVOKED, "anna", T0);
    return endings().endOthers(user.id(), kept.id().family(), byUser, Report.nothing());
  }

  @Test
  void rotate_accepted_isOneStatementThatCommitsByItself() {
    Held token = open(user());
    database().statements.set(0);
    database().commits.set(0);

    rotate(token);

    assertThat(database().statements).hasValue(1);
    assertThat(database().commits).hasValue(0);
  }

  @Test
  void rotate_userDisabled_isRevoked() {
    UserAccount user = user();
    Held token = open(user);
    TestDatabase.execute(
        database().dataSource(),
        "update user_account set disabled = true where user_id = '" + user.id() + "'");
    requireRevoked(token);
    assertThat(sessions().sessionsOf(user.id(), T0, null, 10)).isEmpty();
  }

  private void requireRevoked(Held token) {
    assertThat(store().rotate(attempt(token), Report.nothing()))
        .isInstanceOfSatisfying(
            Rotation.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Rotation.Reason.REVOKED));
    assertThat(sessions().find(token.id().family()).orElseThrow().ending())
        .hasValueSatisfying(it -> assertThat(it.reason()).isEqualTo(EndReason.REVOKED));
  }

  @ParameterizedTest
  @CsvSource({"REVOKED, QUARANTINED", "QUARANTINED,", "QUARANTINED, QUARANTINED"})
  void rotate_endedForAReasonOfANewerVersion_isRevoked(String reason, @Nullable String cause) {
    Held token = open(user());
    TestDatabase.execute(
        raw(),
        ("update refresh_token_family set end_reason = '%s', end_cause = %s, ended_by = 'root', "
                + "ended_at = last_used_at where family_id = '%s'")
            .formatted(reason, cause == null ? "null" : "'" + cause + "'", token.id().family()));
    requireRevoked(token);
  }

  @Test
  void events_ofATypeOfANewerVersion_areUnknownWithTheirName() {
    UserAccount user = user();
    SecurityEvent known = SecurityEvent.of(SecurityEvent.Type.LOGIN, T0).ofUser(user.id());
    events().add(known.with(Map.of("kept", "yes")));
    long number = (long) TestDatabase.number(raw(), "select max(event_id) from security_event");
    TestDatabase.execute(
        raw(), "update security_event set type = 'QUARANTINED' where event_id = " + number);
    events().add(known);

    List<StoredSecurityEvent> unknown =
        events().list(ofUserAndType(user, SecurityEvent.Type.UNKNOWN));
    assertThat(unknown)
        .extracting(StoredSecurityEvent::event)
        .containsExactly(
            new SecurityEvent(
                SecurityEvent.Type.UNKNOWN,
                T0,
                Optional.of(user.id()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of("kept", "yes", "type", "quarantined")));
    assertThat(events().list(ofUserAndType(user, SecurityEvent.Type.LOGIN))).hasSize(1);
    await().until(() -> numbersAfter(number - 1).contains(number));
    assertThat(events().listAfter(number - 1, 200)).containsAll(unknown);
  }

  private static SecurityEventQuery ofUserAndType(UserAccount user, SecurityEvent.Type type) {
    return new SecurityEventQuery(
        Optional.of(user.id()),
        Optional.empty(),
        Optional.of(type),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        100);
  }

  /** Not even a microsecond: PostgreSQL rounds it up to the end, and Java knows better. */
  @Test
  void rotate_refusedByTheDatabaseOnly_isLoggedByItsFamilyAndEndsNothing() {
    UserAccount user = user();
    Held token = open(user);
    Instant almost = sessions().find(token.id().family()).orElseThrow().expiresAt().minusNanos(1);
    RotationAttempt attempt =
        new RotationAttempt(
            token.id(),
            token.digest(),
            token.digest(),
            token.digest(),
            null,
            Set.of(),
            almost,
            almost,
            Duration.ZERO);
    try (LogLines log = new LogLines(JpaRefusedRotations.class)) {
      assertThat(store().rotate(attempt, Report.nothing()))
          .isEqualTo(new Rotation.Refused(Rotation.Reason.REVOKED, Optional.of(user.id()), false));
      assertThat(log.lines())
          .containsExactly(
              "WARNING The database refused a refresh of family "
                  + token.id().family()
                  + ", and nothing is known to stand against it");
    }
    rotate(token);
  }

  @Test
  void rotate_refusedForAKnownReason_isNotLogged() {
    Held first = open(user());
    rotate(first);
    try (LogLines log = new LogLines(JpaRefusedRotations.class)) {
      store().rotate(attempt(first), Report.nothing());
      assertThat(log.lines()).isEmpty();
    }
  }

  @Test
  void add_roleWithLineBreak_isRefused() {
    UserAccount user = user();
    UserChange change =
        new UserChange(Optional.empty(), Optional.of(Set.of("a\nb")), Optional.empty());
    Ending by = new Ending(EndReason.ADMINISTRATOR, "root", Instant.EPOCH);
    assertThatThrownBy(() -> users().change(user.id(), change, by, Report.nothing()))
        .isInstanceOf(RuntimeException.class);
  }

  private List<Long> numbersAfter(long after) {
    return events().listAfter(after, 200).stream().map(StoredSecurityEvent::id).toList();
  }

  /** The number of the latest event, when none is missing before it. */
  private long lastNumber() {
    SecurityEvent event = SecurityEvent.of(SecurityEvent.Type.STARTED, T0);
    events().add(event);
    long last = (long) TestDatabase.number(raw(), "select max(event_id) from security_event");
    await().until(() -> numbersAfter(last - 1).contains(last));
    return last;
  }

  private DataSource raw() {
    return database().dataSource();
  }

  private static long insert(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet inserted =
            statement.executeQuery(
                "insert into security_event (occurred_at, type, detail)"
                    + " values (now(), 'STARTED', '{}') returning event_id")) {
      inserted.next();
      return inserted.getLong(1);
    }
  }

  private static void drawTransactionId(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("select pg_current_xact_id()");
    }
  }

  @Test
  void listAfter_smallerNumberThatIsCommittedLater_isNotLost() throws SQLException {
    long last = lastNumber();
    try (Connection slow = raw().getConnection();
        Connection quick = raw().getConnection()) {
      slow.setAutoCommit(false);
      long smaller = insert(slow);
      long greater = insert(quick);
      assertThat(greater).isGreaterThan(smaller);
      assertThat(numbersAfter(last)).isEmpty();
      slow.commit();
      await().until(() -> numbersAfter(last).equals(List.of(smaller, greater)));
      assertThat(numbersAfter(smaller)).containsExactly(greater);
    }
  }

  /** The other way round: here the greater number is of the transaction that began first. */
  @Test
  void listAfter_smallerNumberOfALaterTransaction_comesLaterAndIsNotLost() throws SQLException {
    long last = lastNumber();
    try (Connection first = raw().getConnection();
        Connection second = raw().getConnection()) {
      first.setAutoCommit(false);
      second.setAutoCommit(false);
      drawTransactionId(first);
      long smaller = insert(second);
      long greater = insert(first);
      assertThat(greater).isGreaterThan(smaller);
      first.commit();
      await().until(() -> numbersAfter(last).equals(List.of(greater)));
      second.commit();
      await().until(() -> numbersAfter(greater).equals(List.of(smaller)));
      assertThat(numbersAfter(last)).containsExactly(greater, smaller);
    }
  }

  @Test
  void listAfter_eventThatWasRolledBack_holdsNobodyUp() throws SQLException {
    long last = lastNumber();
    try (Connection undone = raw().getConnection();
        Connection done = raw().getConnection()) {
      undone.setAutoCommit(false);
      insert(undone);
      undone.rollback();
      long kept = insert(done);
      await().until(() -> numbersAfter(last).equals(List.of(kept)));
    }
  }

  @Nested
  class Endings extends FamilyEndingsContract {
    @Override
    protected FamilyAdapters adapters() {
      return JpaStoresContract.this.adapters();
    }
  }

  @Nested
  class Searches extends SessionSearchContract {
    @Override
    protected FamilyAdapters adapters() {
      return JpaStoresContract.this.adapters();
    }
  }

  @Nested
  class FreshLogins extends FreshLoginRaceContract {
    @Override
    protected FamilyAdapters adapters() {
      return JpaStoresContract.this.adapters();
    }
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
  class Refreshes extends RefreshCountsContract {
    @Override
    protected RefreshCounts counts() {
      return unit().transactional(RefreshCounts.class, JpaUnit::refreshCounts);
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

  @Nested
  class KeyTurns extends KeyTurnsContract {
    @Override
    SigningKeyStore emptyStore() {
      TestDatabase.execute(database().dataSource(), "truncate signing_key");
      return unit().transactional(SigningKeyStore.class, JpaUnit::keyStore);
    }
  }

  @Nested
  class KeysOfNewerVersions extends UnknownKeyContract {
    @Override
    JpaUnit unit() {
      return JpaStoresContract.this.unit();
    }

    @Override
    DataSource database() {
      return JpaStoresContract.this.database().dataSource();
    }
  }
}
