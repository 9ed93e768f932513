package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.spi.Rotation.Accepted;
import io.countersign.auth.spi.Rotation.Reason;
import io.countersign.auth.spi.Rotation.Refused;
import io.countersign.auth.spi.Rotation.Repeated;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BiPredicate;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** What every {@link RefreshTokenStore} does for callers that come at the same moment. */
public abstract class RefreshTokenRaceContract extends RefreshTokenReportContract {

  private static final System.Logger LOG =
      System.getLogger(RefreshTokenRaceContract.class.getName());
  private static final int THREADS = 64;

  private String row = "";

  @BeforeEach
  void nameRow(TestInfo test) {
    row = test.getDisplayName();
  }

  /** How often each race is run. */
  protected int rounds() {
    return raceRounds(300);
  }

  @Test
  void race_oneTokenStrict_oneSuccessorAndFamilyRevoked() throws Exception {
    Held token = open(user());
    List<RotationAttempt> attempts = new ArrayList<>();
    List<Rotation> outcomes = present(token, STRICT, attempts);

    assertThat(outcomes).filteredOn(Accepted.class::isInstance).hasSize(1);
    assertThat(outcomes)
        .filteredOn(o -> o instanceof Refused r && r.reason() == Reason.REUSED)
        .hasSize(THREADS - 1);
    RotationAttempt winner = attempts.get(indexOfAccepted(outcomes));
    assertRefused(token.next(winner), Reason.REVOKED);
  }

  @Test
  void race_oneTokenWithWindow_allGetTheSameSuccessor() throws Exception {
    Held token = open(user());
    List<RotationAttempt> attempts = new ArrayList<>();
    List<Rotation> outcomes = present(token, WINDOW, attempts);

    assertThat(outcomes).filteredOn(Accepted.class::isInstance).hasSize(1);
    RotationAttempt winner = attempts.get(indexOfAccepted(outcomes));
    assertThat(outcomes)
        .filteredOn(
            o -> o instanceof Repeated r && r.successorSalt().equals(winner.successorSalt()))
        .hasSize(THREADS - 1);
    rotate(token.next(winner));
  }

  private List<Rotation> present(Held token, Duration window, List<RotationAttempt> attempts)
      throws Exception {
    List<Callable<Rotation>> calls = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      RotationAttempt attempt = attempt(token, T0, window, null);
      attempts.add(attempt);
      calls.add(() -> store().rotate(attempt, Report.nothing()));
    }
    return atOnce(calls);
  }

  private static int indexOfAccepted(List<Rotation> outcomes) {
    return outcomes.stream().map(Object::getClass).toList().indexOf(Accepted.class);
  }

  @Test
  void race_refreshAgainstLogout_nothingSurvives() throws Exception {
    UserAccount user = user();
    raceAgainst(
        user,
        () -> open(user),
        token -> endings().delete(token.id().family(), T0, Report.nothing()));
  }

  @Test
  void race_refreshAgainstEnd_nothingSurvives() throws Exception {
    UserAccount user = user();
    raceAgainst(
        user,
        () -> open(user),
        token -> endings().end(token.id().family(), user.id(), BY_USER, Report.nothing()));
  }

  @Test
  void race_refreshAgainstEndOthers_nothingSurvives() throws Exception {
    UserAccount user = user();
    Held kept = open(user);
    raceAgainst(
        user,
        () -> open(user),
        token -> endings().endOthers(user.id(), kept.id().family(), BY_USER, Report.nothing()));
    rotate(kept);
  }

  @Test
  void race_refreshAgainstEndAll_nothingSurvives() throws Exception {
    UserAccount user = user();
    raceAgainst(
        user, () -> open(user), token -> endings().endAll(user.id(), BY_USER, Report.nothing()));
  }

  @Test
  void race_refreshAgainstEndEverything_nothingSurvives() throws Exception {
    UserAccount user = user();
    raceAgainst(
        user, () -> open(user), token -> endings().endEverything(LOGOUT_ALL, Report.nothing()));
  }

  @Test
  void race_refreshAgainstDisabling_nothingSurvives() throws Exception {
    UserAccount user = user();
    raceAgainst(
        user,
        () -> {
          disable(user, false);
          return open(user);
        },
        token -> disable(user, true));
  }

  private void disable(UserAccount user, boolean disabled) {
    UserChange change = new UserChange(Optional.empty(), Optional.empty(), Optional.of(disabled));
    users().change(user.id(), change, BY_ADMINISTRATOR, Report.nothing());
  }

  @Test
  void race_refreshAgainstPasswordChange_nothingSurvives() throws Exception {
    UserAccount user = user();
    String[] hash = {user.passwordHash()};
    raceAgainst(
        user,
        () -> {
          hash[0] = users().findById(user.id()).orElseThrow().passwordHash();
          return open(user);
        },
        token ->
            users().changePassword(user.id(), hash[0], hash[0] + "'", BY_USER, Report.nothing()));
  }

  @Test
  void race_refreshAgainstReuse_nothingSurvives() throws Exception {
    UserAccount user = user();
    Held[] grandparent = new Held[1];
    raceAgainst(
        user,
        () -> {
          grandparent[0] = open(user);
          return rotate(grandparent[0]);
        },
        token -> assertRefused(grandparent[0], Reason.REUSED));
  }

  /** The thief comes with the token itself: what the refresh left of it is reuse or a mismatch. */
  @Test
  void race_refreshAgainstAnotherDevice_nothingSurvives() throws Exception {
    UserAccount user = user();
    SecretBytes phone = random();
    race(
        user,
        () -> open(user, phone),
        token -> attempt(token, T0, STRICT, phone),
        token ->
            assertThat(store().rotate(attempt(token), Report.nothing()))
                .isInstanceOf(Refused.class),
        this::survives);
  }

  /** The session goes on, with the new roles or with a token that is denied. */
  @Test
  void race_refreshAgainstRoleChange_oldRolesAreDenied() throws Exception {
    UserAccount user = user();
    Held[] latest = {open(user)};
    String[] role = {"role"};
    race(
        user,
        () -> {
          role[0] = role[0].equals("role") ? "other role" : "role";
          return latest[0];
        },
        token -> attempt(token),
        token -> replaceRoles(user, role[0]),
        (owner, issued) -> {
          latest[0] = issued.held();
          boolean hasNewRoles = issued.roles().equals(Set.of(role[0]));
          return isDenied(user, issued.held().id().family(), issued.epoch()) == hasNewRoles;
        });
  }

  /** Ends a session in whatever way is raced. */
  private interface Revocation {
    void endSessionOf(Held token) throws Exception;
  }

  /** What the client holds after the race, and the epoch and roles of its access token. */
  private record Issued(Held held, int epoch, Set<String> roles) {}

  private void raceAgainst(UserAccount user, Callable<Held> login, Revocation revocation)
      throws Exception {
    race(user, login, token -> attempt(token), revocation, this::survives);
  }

  /** Whether the refresh token still gets a successor, or the access token passes. */
  private boolean survives(UserAccount user, Issued issued) {
    return !isDenied(user, issued.held().id().family(), issued.epoch())
        || !(store().rotate(attempt(issued.held()), Report.nothing()) instanceof Refused);
  }

  /**
   * Refreshes and revokes at the same moment, then presents whatever the client holds: whether the
   * refresh came first or not, once both are acknowledged nothing may live. How often it did is
   * told and not required: that is up to the machine, and each order has a test of its own.
   */
  private void race(
      UserAccount user,
      Callable<Held> login,
      Function<Held, RotationAttempt> refresh,
      Revocation revocation,
      BiPredicate<UserAccount, Issued> survives)
      throws Exception {
    int refreshedFirst = 0;
    int survivors = 0;
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int round = 0; round < rounds(); round++) {
        Held token = login.call();
        UserAccount before = users().findById(user.id()).orElseThrow();
        RotationAttempt attempt = refresh.apply(token);
        CyclicBarrier start = new CyclicBarrier(2);
        Future<Rotation> refreshing =
            threads.submit(
                () -> {
                  start.await();
                  hesitate(60_000); // most revocations take longer than a rotation
                  return store().rotate(attempt, Report.nothing());
                });
        Future<?> revoking =
            threads.submit(
                () -> {
                  start.await();
                  hesitate(20_000);
                  revocation.endSessionOf(token);
                  return null;
                });
        revoking.get();
        Issued issued = new Issued(token, before.epoch(), before.roles());
        if (refreshing.get() instanceof Accepted accepted) {
          refreshedFirst++;
          Grant grant = accepted.grant();
          issued = new Issued(token.next(attempt), grant.epoch(), grant.roles());
        }
        if (survives.test(user, issued)) {
          survivors++;
        }
      }
    } finally {
      threads.shutdownNow();
    }
    LOG.log(
        System.Logger.Level.INFO,
        "{0} {1} rounds: the refresh won {2}, survivors {3}",
        row,
        rounds(),
        refreshedFirst,
        survivors);
    assertThat(survivors).as("sessions alive after an acknowledged revocation").isZero();
  }

  /** Comes a little earlier or later than the other, so that either may win. */
  static void hesitate(int most) {
    for (int i = ThreadLocalRandom.current().nextInt(most); i > 0; i--) {
      Thread.onSpinWait();
    }
  }

  static <T> List<T> atOnce(List<Callable<T>> calls) throws Exception {
    CyclicBarrier start = new CyclicBarrier(calls.size());
    ExecutorService threads = Executors.newFixedThreadPool(calls.size());
    try {
      List<Future<T>> futures = new ArrayList<>();
      for (Callable<T> call : calls) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return call.call();
                }));
      }
      List<T> outcomes = new ArrayList<>();
      for (Future<T> future : futures) {
        outcomes.add(future.get());
      }
      return outcomes;
    } finally {
      threads.shutdownNow();
    }
  }
}
