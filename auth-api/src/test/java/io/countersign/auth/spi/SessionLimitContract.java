package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.Opening.Opened;
import io.countersign.auth.spi.Opening.Refused;
import io.countersign.auth.spi.Rotation.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many live families every {@link RefreshTokenStore} lets a user have. */
public abstract class SessionLimitContract extends RefreshTokenRaceContract {

  private static final int MOST = 5;
  private static final SessionLimit OLDEST_ENDS = new SessionLimit(MOST, true);
  private static final SessionLimit REFUSES = new SessionLimit(MOST, false);
  private static final int THREADS = 64;
  private static final int ROUNDS = raceRounds(5); // each opens 64 families

  private static Opening open(RefreshTokenStore store, NewFamily family) {
    return store.open(family, Report.nothing());
  }

  private NewFamily limited(
      UserAccount user, Held token, SessionLimit limit, @Nullable UUID replaces) {
    NewFamily usual = newFamily(user, token);
    return new NewFamily(
        usual.id(),
        usual.userId(),
        usual.epoch(),
        usual.tokenDigest(),
        usual.deviceDigest(),
        usual.device(),
        usual.terms(),
        limit,
        replaces,
        usual.openedAt(),
        usual.expiresAt(),
        usual.endsAt());
  }

  private Held openAll(UserAccount user, int count) {
    return IntStream.range(0, count).mapToObj(i -> open(user)).reduce((a, b) -> b).orElseThrow();
  }

  @Test
  void open_pastTheLimit_endsTheLeastRecentlyUsed() {
    UserAccount user = user();
    List<Held> held = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      held.add(open(user));
    }
    Held unused = held.remove(2);
    held.replaceAll(this::rotate); // a minute later
    Held token = newToken();

    Opening opening = open(store(), limited(user, token, OLDEST_ENDS, null));

    assertThat(((Opened) opening).ended()).containsExactly(unused.id().family());
    assertThat(activeSessions(user, T0)).hasSize(MOST).contains(token.id().family());
    assertRefused(unused, Reason.REVOKED);
    assertThat(isDenied(user, unused)).isTrue();
    Ending ending = session(unused).ending().orElseThrow();
    assertThat(ending).isEqualTo(new Ending(EndReason.SESSION_LIMIT, Ending.SYSTEM, T0));
    held.forEach(this::rotate);
  }

  @Test
  void open_pastTheLimitThatRefuses_isRefusedAndChangesNothing() {
    UserAccount user = user();
    Held last = openAll(user, MOST);
    Held token = newToken();
    NewFamily family = limited(user, token, REFUSES, null);

    assertThat(open(store(), family)).isEqualTo(new Refused(Opening.Reason.TOO_MANY));
    assertThat(sessions().find(token.id().family())).isEmpty();
    assertThat(activeSessions(user, T0)).hasSize(MOST);
    endings().end(last.id().family(), null, BY_USER, Report.nothing());
    assertThat(open(store(), family)).isInstanceOf(Opened.class);
  }

  /** As an adapter does when it was not told whether the first was committed. */
  @Test
  void open_theLastOneAgain_isTheSameOpeningAndEndsNoOther() {
    for (SessionLimit limit : List.of(OLDEST_ENDS, REFUSES)) {
      UserAccount user = user();
      openAll(user, MOST - 1);
      NewFamily family = limited(user, newToken(), limit, null);
      assertThat(open(store(), family)).isEqualTo(open(store(), family));
      assertThat(activeSessions(user, T0)).hasSize(MOST);
    }
  }

  @Test
  void open_inPlaceOfAnother_countsOnce() {
    for (SessionLimit limit : List.of(OLDEST_ENDS, REFUSES)) {
      UserAccount user = user();
      Held older = openAll(user, MOST);
      Held token = newToken();

      Opening opening = open(store(), limited(user, token, limit, older.id().family()));

      assertThat(((Opened) opening).ended()).isEmpty();
      assertThat(((Opened) opening).replacedOf()).contains(user.id());
      assertThat(activeSessions(user, T0)).hasSize(MOST).contains(token.id().family());
      assertRefused(older, Reason.REVOKED);
      assertThat(isDenied(user, older)).isTrue();
    }
  }

  @Test
  void open_inPlaceOfOneThatIsNotThere_isOpened() {
    UserAccount user = user();
    Opening opening = open(store(), limited(user, newToken(), OLDEST_ENDS, UUID.randomUUID()));
    assertThat(((Opened) opening).replacedOf()).isEmpty();
  }

  /** A login that is refused must not end the session that its browser has. */
  @Test
  void open_refused_replacesAndEndsNothing() {
    UserAccount user = user();
    Held older = openAll(user, MOST);
    NewFamily stale = newFamily(user, newToken(), epochOf(user), null);
    replaceRoles(user, "other");
    changePassword(user);
    Held after = open(user);

    NewFamily family =
        new NewFamily(
            stale.id(),
            stale.userId(),
            stale.epoch(),
            stale.tokenDigest(),
            null,
            stale.device(),
            stale.terms(),
            new SessionLimit(1, true),
            older.id().family(),
            stale.openedAt(),
            stale.expiresAt(),
            stale.endsAt());

    assertThat(open(store(), family)).isEqualTo(new Refused(Opening.Reason.NOT_CURRENT));
    assertThat(sessions().find(older.id().family())).isPresent();
    assertThat(activeSessions(user, T0)).containsExactly(after.id().family());
  }

  @Test
  void open_expiredAndEndedFamilies_doNotCount() {
    UserAccount user = user();
    openAll(user, MOST);
    endings().endAll(user.id(), BY_USER, Report.nothing());
    Held live = openAll(user, MOST);
    endings().end(live.id().family(), null, BY_USER, Report.nothing());
    assertThat(open(store(), limited(user, newToken(), REFUSES, null))).isInstanceOf(Opened.class);
  }

  @Test
  void open_ofOthers_doNotCount() {
    openAll(user(), MOST);
    assertThat(open(store(), limited(user(), newToken(), REFUSES, null)))
        .isInstanceOf(Opened.class);
  }

  /** After the limit was lowered. */
  @Test
  void open_farPastTheLimit_endsAllTooMany() {
    UserAccount user = user();
    openAll(user, 3 * MOST);
    Opening opening = open(store(), limited(user, newToken(), OLDEST_ENDS, null));
    assertThat(((Opened) opening).ended()).hasSize(2 * MOST + 1);
    assertThat(activeSessions(user, T0)).hasSize(MOST);
  }

  @Test
  void report_ofAnOpening_namesWhatItEnded() {
    UserAccount user = user();
    openAll(user, MOST);
    List<Opened> told = new ArrayList<>();
    store()
        .open(
            limited(user, newToken(), OLDEST_ENDS, null),
            opened -> {
              told.add(opened);
              return List.of(SecurityEvent.of(SecurityEvent.Type.LOGIN, T0).ofUser(user.id()));
            });
    assertThat(told).singleElement().satisfies(it -> assertThat(it.ended()).hasSize(1));
  }

  @Test
  void race_openings_neverMoreThanTheLimit() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      UserAccount user = user();
      List<Opening> openings = raceOpenings(user, OLDEST_ENDS);
      assertThat(openings).hasSize(THREADS).hasOnlyElementsOfType(Opened.class);
      List<UUID> ended = openings.stream().flatMap(it -> ((Opened) it).ended().stream()).toList();
      assertThat(ended).doesNotHaveDuplicates().hasSize(THREADS - MOST);
      assertThat(activeSessions(user, T0)).hasSize(MOST).doesNotContainAnyElementsOf(ended);
    }
  }

  @Test
  void race_openingsPastALimitThatRefuses_exactlyTheLimitIsOpened() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      UserAccount user = user();
      List<Opening> openings = raceOpenings(user, REFUSES);
      assertThat(openings).filteredOn(Opened.class::isInstance).hasSize(MOST);
      assertThat(openings)
          .filteredOn(new Refused(Opening.Reason.TOO_MANY)::equals)
          .hasSize(THREADS - MOST);
      assertThat(activeSessions(user, T0)).hasSize(MOST);
    }
  }

  @Test
  void race_openingsInPlaceOfTheirOwn_allAreOpened() throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      UserAccount user = user();
      List<Callable<Opening>> calls = new ArrayList<>();
      for (int i = 0; i < MOST; i++) {
        NewFamily family = limited(user, newToken(), REFUSES, open(user).id().family());
        calls.add(() -> open(store(), family));
      }
      assertThat(atOnce(calls)).hasOnlyElementsOfType(Opened.class);
      assertThat(activeSessions(user, T0)).hasSize(MOST);
    }
  }

  /** Opens many at once, while another looks at how many there are. */
  private List<Opening> raceOpenings(UserAccount user, SessionLimit limit) throws Exception {
    List<Callable<Opening>> calls = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      NewFamily family = limited(user, newToken(), limit, null);
      calls.add(() -> open(store(), family));
    }
    AtomicBoolean isOver = new AtomicBoolean();
    ExecutorService watcher = Executors.newSingleThreadExecutor();
    try {
      Future<Integer> mostSeen =
          watcher.submit(
              () -> {
                int most = 0;
                while (!isOver.get()) {
                  most = Math.max(most, activeSessions(user, T0).size());
                }
                return most;
              });
      List<Opening> openings = atOnce(calls);
      isOver.set(true);
      assertThat(mostSeen.get()).isLessThanOrEqualTo(MOST);
      return openings;
    } finally {
      isOver.set(true);
      watcher.shutdownNow();
    }
  }
}
