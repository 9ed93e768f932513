package io.countersign.auth.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.Actor;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.AccessTokenStore;
import io.countersign.auth.spi.AccountRaceContract;
import io.countersign.auth.spi.ChangedUser;
import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.DenylistQuery;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.FamilyEndings.Ended;
import io.countersign.auth.spi.FamilyEndings.EndedBatch;
import io.countersign.auth.spi.NewFamily;
import io.countersign.auth.spi.Opening;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.RotationAttempt;
import io.countersign.auth.spi.SecurityEventQuery;
import io.countersign.auth.spi.SessionSearch;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a connection breaks at the commit, its caller gets the same result as without the break. */
abstract class ConfirmedStoresContract extends AccountRaceContract {

  private static final Ending ENDING = new Ending(EndReason.REVOKED, "anna", T0);
  private static final Actor ACTOR = new Actor("anna", Optional.empty());

  abstract BreakingDataSource breaking();

  abstract AccessTokenStore accessTokens();

  @AfterEach
  void somethingBroke() {
    assertThat(breaking().hasBroken()).isTrue();
  }

  private static SecurityEvent event(SecurityEvent.Type type, UUID session) {
    return SecurityEvent.of(type, T0).ofSession(session);
  }

  private int eventsOf(UUID session) {
    return events().list(SecurityEventQuery.ofSession(session, 10)).size();
  }

  @ParameterizedTest
  @EnumSource
  void rotate_brokenStatement_isOneRotation(BreakingDataSource.Fate fate) {
    Held token = open(user());
    RotationAttempt attempt = attempt(token);
    breaking().breakNextStatement(fate);
    assertThat(store().rotate(attempt, Report.nothing())).isInstanceOf(Rotation.Accepted.class);
    rotate(token.next(attempt));
  }

  @ParameterizedTest
  @EnumSource
  void rotate_brokenCommitOfReuse_endsTheFamilyWithOneEvent(BreakingDataSource.Fate fate) {
    Held token = open(user());
    Held successor = rotate(token);
    UUID session = token.id().family();
    breaking().breakNextCommit(fate);
    assertReused(token, List.of(event(SecurityEvent.Type.TOKEN_REUSED, session)));
    assertThat(eventsOf(session)).isEqualTo(1);
    assertReused(token, List.of());
    assertThat(store().rotate(attempt(successor), Report.nothing()))
        .isInstanceOfSatisfying(
            Rotation.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Rotation.Reason.REVOKED));
  }

  private void assertReused(Held token, List<SecurityEvent> reported) {
    List<SecurityEvent> events = new ArrayList<>();
    Rotation rotation =
        store()
            .rotate(
                attempt(token),
                refused -> {
                  events.clear();
                  events.add(event(SecurityEvent.Type.TOKEN_REUSED, token.id().family()));
                  return events;
                });
    assertThat(rotation)
        .isInstanceOfSatisfying(
            Rotation.Refused.class,
            refused -> assertThat(refused.reason()).isEqualTo(Rotation.Reason.REUSED));
    assertThat(events).isEqualTo(reported);
  }

  @ParameterizedTest
  @EnumSource
  void open_brokenCommit_isOneSessionWithOneEvent(BreakingDataSource.Fate fate) {
    UserAccount user = user();
    Held token = newToken();
    NewFamily family = newFamily(user, token);
    breaking().breakNextCommit(fate);
    assertThat(
            store()
                .open(
                    family, grant -> List.of(event(SecurityEvent.Type.LOGIN, token.id().family()))))
        .isInstanceOf(Opening.Opened.class);
    assertThat(eventsOf(token.id().family())).isEqualTo(1);
    rotate(token);
  }

  @ParameterizedTest
  @EnumSource(names = {"COMMITTED", "ROLLED_BACK"})
  void endings_brokenCommit_areDone(BreakingDataSource.Fate fate) {
    UserAccount user = user();
    Held loggedOut = open(user);
    breaking().breakNextCommit(fate);
    endings().delete(loggedOut.id().family(), T0, Report.nothing());
    assertThat(store().peek(loggedOut.id().family())).isEmpty();

    Held ended = open(user);
    breaking().breakNextCommit(fate);
    assertThat(endings().end(ended.id().family(), user.id(), ENDING, Report.nothing()))
        .map(Ended::userId)
        .contains(user.id());
    assertEnded(ended);

    Held kept = open(user);
    Held other = open(user);
    breaking().breakNextCommit(fate);
    assertThat(endings().endOthers(user.id(), kept.id().family(), ENDING, Report.nothing()))
        .extracting(EndedBatch::isLast)
        .isEqualTo(true);
    assertEnded(other);

    breaking().breakNextCommit(fate);
    endings().endAll(user.id(), ENDING, Report.nothing());
    assertEnded(kept);

    Held last = open(user);
    SecurityEvent told = event(SecurityEvent.Type.LOGOUT_ALL, last.id().family()).by(ACTOR);
    breaking().breakNextCommit(fate);
    endings()
        .endEverything(new Ending(EndReason.LOGOUT_ALL, "root", T0), everything -> List.of(told));
    assertEnded(last);
    assertThat(eventsOf(last.id().family())).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"COMMITTED", "ROLLED_BACK"})
  void bulkEnd_brokenCommit_countsOnceWithOneEvent(BreakingDataSource.Fate fate) {
    List<Held> held = List.of(open(user()), open(user()));
    List<UUID> families = held.stream().map(token -> token.id().family()).toList();
    SecurityEvent event = event(SecurityEvent.Type.SESSIONS_REVOKED, families.get(0)).by(ACTOR);
    breaking().breakNextCommit(fate);
    assertThat(bulk().end(families, SessionSearch.ALL, ENDING, ended -> List.of(event)).ended())
        .isEqualTo(2);
    assertThat(held).allSatisfy(this::assertEnded);
    assertThat(eventsOf(families.get(0))).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"COMMITTED", "ROLLED_BACK"})
  void reauthenticate_brokenCommit_isDoneWithOneEvent(BreakingDataSource.Fate fate) {
    UserAccount user = user();
    UUID session = open(user).id().family();
    SecurityEvent event = event(SecurityEvent.Type.LOGIN, session).by(ACTOR);
    breaking().breakNextCommit(fate);
    assertThat(store().reauthenticate(session, user.id(), T0, grant -> List.of(event))).isPresent();
    assertThat(eventsOf(session)).isEqualTo(1);
  }

  private void assertEnded(Held token) {
    assertThat(store().rotate(attempt(token), Report.nothing()))
        .isInstanceOf(Rotation.Refused.class);
  }

  @ParameterizedTest
  @EnumSource(names = {"COMMITTED", "ROLLED_BACK"})
  void changesOfUsers_brokenCommit_areDone(BreakingDataSource.Fate fate) {
    UUID id = UUID.randomUUID();
    UserAccount user =
        new UserAccount(
            id, "user-" + id, UserAccount.LOCAL, "$argon2id$0", Set.of("user"), 0, false, T0);
    breaking().breakNextCommit(fate);
    assertThat(users().add(user, Report.nothing())).isTrue();

    breaking().breakNextCommit(fate);
    assertThat(users().changePassword(id, "$argon2id$0", "$argon2id$1", ENDING, Report.nothing()))
        .isEqualTo(users().findById(id))
        .map(UserAccount::passwordHash)
        .contains("$argon2id$1");

    breaking().breakNextCommit(fate);
    UserChange change =
        new UserChange(Optional.of("$argon2id$2"), Optional.empty(), Optional.of(true));
    assertThat(users().change(id, change, ENDING, Report.nothing()))
        .isInstanceOfSatisfying(
            ChangedUser.Done.class,
            done -> assertThat(done.after()).isEqualTo(users().findById(id).orElseThrow()));

    breaking().breakNextCommit(fate);
    UUID jti = UUID.randomUUID();
    SecurityEvent told = event(SecurityEvent.Type.ACCESS_TOKEN_REVOKED, jti).by(ACTOR);
    accessTokens().deny(Denial.ofToken(jti, T0.plusSeconds(60)), denial -> List.of(told));
    assertThat(denylist().isDenied(new DenylistQuery(jti, null, id, 9))).isTrue();
    assertThat(eventsOf(jti)).isEqualTo(1);
  }
}
