package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a fresh login in a session leaves, when something else comes at the same moment. */
public abstract class FreshLoginRaceContract extends FamilyContract {

  /** What ends the session. */
  enum End {
    LOGOUT,
    BY_USER,
    OTHERS,
    ALL,
    EVERYTHING,
    PASSWORD_CHANGE,
    DISABLED,
    DELETED
  }

  private void end(End end, UserAccount user, Held token) {
    switch (end) {
      case LOGOUT -> endings().delete(token.id().family(), T0, Report.nothing());
      case BY_USER -> endings().end(token.id().family(), user.id(), BY_USER, Report.nothing());
      case OTHERS ->
          endings().endOthers(user.id(), open(user).id().family(), BY_USER, Report.nothing());
      case ALL -> endings().endAll(user.id(), BY_USER, Report.nothing());
      case EVERYTHING -> endings().endEverything(LOGOUT_ALL, Report.nothing());
      case PASSWORD_CHANGE -> changePassword(user);
      case DISABLED ->
          users()
              .change(
                  user.id(),
                  new UserChange(Optional.empty(), Optional.empty(), Optional.of(true)),
                  BY_ADMINISTRATOR,
                  Report.nothing());
      case DELETED ->
          users().delete(user.id(), Optional.empty(), BY_ADMINISTRATOR, Report.nothing());
    }
  }

  private Optional<Grant> reauthenticate(UserAccount user, Held token, Instant at) {
    return store().reauthenticate(token.id().family(), user.id(), at, Report.nothing());
  }

  @ParameterizedTest
  @EnumSource
  void race_freshLoginAgainst_noTokenOutlivesTheEnd(End end) throws Exception {
    for (int round = 0; round < raceRounds(20); round++) {
      UserAccount user = user();
      Held token = open(user);
      Held ofAnother = open(user());
      List<Optional<Grant>> granted =
          RefreshTokenRaceContract.atOnce(
              List.of(
                  () -> {
                    RefreshTokenRaceContract.hesitate(40_000);
                    return reauthenticate(user, token, T0);
                  },
                  () -> {
                    RefreshTokenRaceContract.hesitate(40_000);
                    end(end, user, token);
                    return Optional.empty();
                  }));

      granted.get(0).ifPresent(grant -> assertDenied(user, token, grant));
      assertThat(reauthenticate(user, token, T0)).isEmpty();
      assertThat(store().rotate(attempt(token), Report.nothing()))
          .isInstanceOf(Rotation.Refused.class);
      if (end != End.EVERYTHING) {
        rotate(ofAnother);
      }
    }
  }

  private void assertDenied(UserAccount user, Held token, Grant grant) {
    assertThat(isDenied(user, token.id().family(), grant.epoch())).isTrue();
  }

  /** Neither waits in vain nor undoes what the other has done. */
  @Test
  void race_freshLoginAgainstRefresh_bothAreDone() throws Exception {
    UserAccount user = user();
    Held token = open(user);
    for (int round = 1; round <= raceRounds(50); round++) {
      Instant at = T0.plusSeconds(round);
      RotationAttempt attempt = attempt(token);
      Callable<Boolean> refresh =
          () -> store().rotate(attempt, Report.nothing()) instanceof Rotation.Accepted;
      Held held = token;
      Callable<Boolean> login = () -> reauthenticate(user, held, at).isPresent();

      assertThat(RefreshTokenRaceContract.atOnce(List.of(refresh, login)))
          .containsExactly(true, true);
      RotationAttempt next = attempt(token.next(attempt));
      assertThat(store().rotate(next, Report.nothing()))
          .isInstanceOfSatisfying(
              Rotation.Accepted.class,
              accepted -> assertThat(accepted.grant().terms().authenticatedAt()).contains(at));
      token = token.next(attempt).next(next);
    }
  }
}
