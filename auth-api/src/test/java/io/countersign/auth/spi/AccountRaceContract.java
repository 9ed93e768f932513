package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.RefreshTokenId;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What every adapter does with a login and with a change of the password, when somebody else acts
 * on the same account at the same moment: no token has what the account has no more, unless it is
 * denied.
 */
public abstract class AccountRaceContract extends SessionLimitContract {

  private static final int ROUNDS_EACH = 25;

  /** What comes at the same moment. */
  enum Act {
    ROLES_TAKEN_AWAY,
    DISABLED,
    DELETED,
    PASSWORD_SET,
    ALL_SESSIONS_ENDED,
    EVERYBODY_LOGGED_OUT
  }

  private void act(Act act, UserAccount user) {
    Optional<Boolean> disabled = Optional.of(true).filter(it -> act == Act.DISABLED);
    Optional<Set<String>> roles =
        Optional.of(Set.<String>of()).filter(it -> act == Act.ROLES_TAKEN_AWAY);
    Optional<String> hash =
        Optional.of("$argon2id$by-an-administrator").filter(it -> act == Act.PASSWORD_SET);
    switch (act) {
      case ROLES_TAKEN_AWAY, DISABLED, PASSWORD_SET ->
          users()
              .change(
                  user.id(),
                  new UserChange(hash, roles, disabled),
                  BY_ADMINISTRATOR,
                  Report.nothing());
      case DELETED ->
          users().delete(user.id(), Optional.empty(), BY_ADMINISTRATOR, Report.nothing());
      case ALL_SESSIONS_ENDED -> endings().endAll(user.id(), BY_ADMINISTRATOR, Report.nothing());
      case EVERYBODY_LOGGED_OUT -> endings().endEverything(LOGOUT_ALL, Report.nothing());
    }
  }

  @ParameterizedTest
  @EnumSource
  void race_loginAgainst_noTokenOutlivesTheAct(Act act) throws Exception {
    race(act, user -> users().findByUsername(user.username()));
  }

  @ParameterizedTest
  @EnumSource
  void race_passwordChangeAgainst_noTokenOutlivesTheAct(Act act) throws Exception {
    race(
        act,
        user ->
            users()
                .changePassword(
                    user.id(),
                    "$argon2id$hash-0",
                    "$argon2id$hash-1",
                    new Ending(EndReason.PASSWORD_CHANGE, user.id().toString(), T0),
                    Report.nothing()));
  }

  /** Authenticates a user, in one way or the other. */
  private interface Authentication {
    Optional<UserAccount> of(UserAccount user);
  }

  private void race(Act act, Authentication authentication) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < ROUNDS_EACH; round++) {
        UserAccount user = user();
        Held token = new Held(new RefreshTokenId(UUID.randomUUID(), 0), random());
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Optional<Grant>> opening =
            threads.submit(
                () -> {
                  start.await();
                  hesitate(60_000);
                  return authentication.of(user).flatMap(found -> open(found, token));
                });
        Future<?> acting =
            threads.submit(
                () -> {
                  start.await();
                  hesitate(60_000);
                  act(act, user);
                  return null;
                });
        acting.get();
        opening.get().ifPresent(grant -> assertNothingOutlives(user, token, grant));
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Optional<Grant> open(UserAccount found, Held token) {
    return tryOpen(newFamily(found, token, found.epoch(), null));
  }

  private void assertNothingOutlives(UserAccount user, Held token, Grant grant) {
    Optional<UserAccount> found = users().findById(user.id());
    if (found.isEmpty()) {
      assertThat(isDenied(user, token.id().family(), grant.epoch())).isTrue();
      assertThat(store().rotate(attempt(token), Report.nothing()))
          .isInstanceOf(Rotation.Refused.class);
      return;
    }
    UserAccount now = found.get();
    if (!isDenied(user, token.id().family(), grant.epoch())) {
      assertThat(grant.roles()).isEqualTo(now.roles());
      assertThat(now.disabled()).isFalse();
      assertThat(grant.epoch()).isEqualTo(now.epoch());
    }
    if (store().rotate(attempt(token), Report.nothing()) instanceof Rotation.Accepted accepted) {
      assertThat(accepted.grant().roles()).isEqualTo(now.roles());
      assertThat(now.disabled()).isFalse();
    }
  }
}
