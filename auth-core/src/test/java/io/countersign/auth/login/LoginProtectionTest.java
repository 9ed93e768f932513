package io.countersign.auth.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.Device;
import io.countersign.auth.DirectoryUnavailableException;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.RefusedException;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TooManyAttemptsException;
import io.countersign.auth.core.Fixture;
import io.countersign.auth.password.HashingLane;
import io.countersign.auth.spi.InMemoryLoginLimiter;
import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoginProtectionTest {

  private static final int ATTEMPTS = 3;
  private static final UUID ANNA = UUID.randomUUID();
  private static final UUID BERT = UUID.randomUUID();
  private static final UUID NOBODY = new UUID(0, 0);

  private static final Device HOME = at("192.0.2.1");
  private static final Device ELSEWHERE = at("198.51.100.7");
  private static final Device PHONE = at("198.51.100.7").withFingerprint("a phone's fingerprint");

  /** What the protection asked, and the places that it was told of. */
  private static final class Places implements KnownPlaces {
    private final Set<String> known = new HashSet<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @Override
    public boolean hasLoggedInFrom(UUID userId, String network) {
      asked.add(userId + " " + network);
      return known.contains(userId + " " + network);
    }

    @Override
    public boolean isFamiliar(String network) {
      return known.stream().anyMatch(place -> place.endsWith(" " + network));
    }

    @Override
    public boolean hasLoggedInOn(UUID userId, SecretBytes deviceDigest) {
      asked.add(userId + " device");
      return known.contains(userId + " " + deviceDigest.hashCode());
    }
  }

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final InMemoryLoginLimiter limiter = new InMemoryLoginLimiter();
  private final Places places = new Places();
  private final LoginProtection protection =
      new LoginProtection(
          limiter,
          ATTEMPTS,
          places,
          fixture.codec,
          fixture.families,
          fixture.events,
          fixture.clock);

  /** The lanes in which nobody more can wait. */
  private final Set<HashingLane> full = EnumSet.noneOf(HashingLane.class);

  /** What the passwords were looked at, or not, and in which lane. */
  private final List<String> looks = Collections.synchronizedList(new ArrayList<>());

  private final class Password implements PasswordCheck<String> {
    private final Supplier<String> outcome;

    Password(Supplier<String> outcome) {
      this.outcome = outcome;
    }

    @Override
    public String check(HashingLane lane) {
      looks.add("looked " + lane);
      return outcome.get();
    }

    @Override
    public void requireRoom(HashingLane lane) {
      if (full.contains(lane)) {
        throw new TooManyAttemptsException(Duration.ofSeconds(1));
      }
    }

    @Override
    public void pretend(HashingLane lane) {
      looks.add("pretended " + lane);
    }
  }

  private final PasswordCheck<String> right = new Password(() -> "welcome");
  private final PasswordCheck<String> wrong =
      new Password(
          () -> {
            throw new InvalidCredentialsException();
          });

  private final PasswordCheck<String> away =
      new Password(
          () -> {
            throw new DirectoryUnavailableException();
          });
  private final PasswordCheck<String> undecided =
      new Password(
          () -> {
            throw new UndecidedCheckException(new DirectoryUnavailableException());
          });

  private <T> T attempt(String name, Device from, PasswordCheck<T> check) {
    return protection.attempt(of(name, from, Optional.empty()), check);
  }

  private static LoginAttempt of(String name, Device from, Optional<String> refreshToken) {
    return new LoginAttempt(name, () -> idOf(name), from, refreshToken);
  }

  private static Device at(String address) {
    return new Device(null, null, null, address);
  }

  private String login(String name, Device from) {
    return attempt(name, from, right);
  }

  private static Optional<UUID> idOf(String name) {
    return Optional.ofNullable(Map.of("anna", ANNA, "bert", BERT).get(name));
  }

  private void guess(String name, Device from) {
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(() -> attempt(name, from, wrong));
  }

  private void guessAll(String name, Device from) {
    for (int i = 0; i < ATTEMPTS; i++) {
      guess(name, from);
    }
  }

  /** Whatever the password is, it makes no difference. */
  private void refused(String name, Device from) {
    for (PasswordCheck<String> check : List.of(right, wrong)) {
      looks.clear();
      tooMany(name, from, check);
      assertThat(looks).noneMatch(look -> look.startsWith("looked"));
    }
  }

  private void tooMany(String name, Device from, PasswordCheck<String> check) {
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> attempt(name, from, check))
        .extracting(TooManyAttemptsException::retryAfter)
        .isEqualTo(Optional.of(InMemoryLoginLimiter.WAIT));
  }

  @Test
  void attempt_rightPassword_isNotCounted() {
    for (int i = 0; i < 10 * ATTEMPTS; i++) {
      assertThat(login("anna", HOME)).isEqualTo("welcome");
    }
  }

  @Test
  void attempt_wrongPasswordsOfAUser_exhaustTheUserFromAnyUnknownPlace() {
    for (int i = 0; i < ATTEMPTS; i++) {
      guess("anna", at("198.51.100." + i));
    }
    refused("anna", ELSEWHERE);
    refused("anna", Device.unknown());
    assertThat(login("bert", ELSEWHERE)).isEqualTo("welcome");
  }

  @Test
  void attempt_wrongPasswordsFromAnAddress_exhaustTheAddressForAnyUser() {
    for (int i = 0; i < ATTEMPTS; i++) {
      guess("nobody-" + i, ELSEWHERE);
    }
    refused("bert", ELSEWHERE);
    assertThat(login("bert", HOME)).isEqualTo("welcome");
  }

  @Test
  void attempt_ofAnExhaustedAddress_takesNothingFromTheUserElsewhere() {
    guessAll("nobody", ELSEWHERE);
    refused("anna", ELSEWHERE);
    assertThat(limiter.taken("user:anna")).isZero();
  }

  @Test
  void attempt_exhaustedAddress_locksOutNobodyWhoIsKnownThere() {
    places.known.add(ANNA + " 192.0.2.1");
    for (int i = 0; i < 3; i++) {
      guessAll("nobody-" + i, HOME);
    }
    refused("bert", HOME);
    assertThat(login("anna", HOME)).isEqualTo("welcome");
  }

  /** A colleague, or who sits in the same café, must not learn who has logged in from there. */
  @Test
  void attempt_exhaustedAddress_answersAWrongPasswordOfWhoIsKnownThereLikeAStrangers() {
    places.known.add(ANNA + " 192.0.2.1");
    for (int i = 0; i < 3 * ATTEMPTS; i++) {
      guess("nobody-" + i, HOME);
    }
    for (String name : List.of("anna", "bert", "ghost")) {
      tooMany(name, HOME, wrong);
    }
    assertThat(login("anna", HOME)).isEqualTo("welcome");
    tooMany("bert", HOME, right);
    assertThat(looks.subList(3 * ATTEMPTS, looks.size()))
        .containsExactly(
            "looked FAMILIAR",
            "pretended FAMILIAR",
            "pretended FAMILIAR",
            "looked FAMILIAR",
            "pretended FAMILIAR");
    assertThat(limiter.taken("place:192.0.2.1")).isEqualTo(3 * ATTEMPTS + 4);
  }

  /** Its directory was asked, so who is told that it is away has logged in from there. */
  @Test
  void attempt_exhaustedAddress_answersADirectoryThatIsAwayLikeAWrongPassword() {
    places.known.add(ANNA + " 192.0.2.1");
    for (int i = 0; i < 3 * ATTEMPTS; i++) {
      guess("nobody-" + i, HOME);
    }
    for (PasswordCheck<String> check : List.of(away, undecided)) {
      tooMany("anna", HOME, check);
      tooMany("bert", HOME, check);
    }
  }

  @Test
  void attempt_directoryAway_isNotCounted() {
    unavailable("anna", HOME, away);
    assertThat(limiter.taken("user:anna")).isZero();
    assertThat(limiter.taken("place:192.0.2.1")).isZero();
  }

  @Test
  void attempt_undecided_isCounted() {
    unavailable("anna", HOME, undecided);
    assertThat(limiter.taken("user:anna")).isEqualTo(1);
    assertThat(limiter.taken("place:192.0.2.1")).isEqualTo(1);
  }

  private void unavailable(String name, Device from, PasswordCheck<String> check) {
    assertThatExceptionOfType(DirectoryUnavailableException.class)
        .isThrownBy(() -> attempt(name, from, check));
  }

  @Test
  void attempt_userUsedUpElsewhere_answersAWrongPasswordAlikeFromWhereverItComes() {
    places.known.add(ANNA + " 192.0.2.1");
    guessAll("anna", ELSEWHERE);
    guessAll("bert", at("198.51.100.8"));
    for (String name : List.of("anna", "bert")) {
      tooMany(name, HOME, wrong);
      assertThat(limiter.taken("user-place:192.0.2.1 " + name)).isEqualTo(1);
    }
    assertThat(login("anna", HOME)).isEqualTo("welcome");
  }

  @Test
  void attempt_wrongPasswords_useUpTheSameWhetherTheUserIsKnownThereOrNot() {
    places.known.add(ANNA + " 192.0.2.1");
    guess("anna", HOME);
    guess("bert", HOME);
    assertThat(limiter.taken("user:anna")).isEqualTo(limiter.taken("user:bert")).isEqualTo(1);
    assertThat(limiter.taken("strangers:192.0.2.1")).isEqualTo(2);
  }

  @Test
  void attempt_guessesFromOneKnownAddress_haveASum() {
    places.known.add(NOBODY + " 192.0.2.1"); // whoever is asked about here
    for (int i = 0; i < 100 * ATTEMPTS; i++) {
      String name = "user-" + i;
      assertThatExceptionOfType(RefusedException.class)
          .isThrownBy(() -> attempt(name, HOME, wrong));
    }
    assertThat(looks).hasSize(10 * ATTEMPTS).allMatch("looked FAMILIAR"::equals);
  }

  @Test
  void attempt_liveSessionInTheCookie_isAKnownPlaceWhereverItIs() {
    UserAccount user = fixture.user();
    String token = fixture.service.openSession(user, Device.unknown()).refreshToken().value();
    for (int i = 0; i < ATTEMPTS; i++) {
      guess("anna", at("203.0.113." + i));
    }
    LoginAttempt own =
        new LoginAttempt("anna", () -> Optional.of(user.id()), ELSEWHERE, Optional.of(token));
    String outcome = protection.attempt(own, right);
    assertThat(outcome).isEqualTo("welcome");
    assertThat(looks).last().isEqualTo("looked PROVEN");
    for (int i = 0; i < ATTEMPTS; i++) {
      assertThatExceptionOfType(InvalidCredentialsException.class)
          .isThrownBy(() -> protection.attempt(own, wrong));
    }
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> protection.attempt(own, right));
  }

  @Test
  void attempt_cookieThatIsNoLiveSessionOfTheUser_isNoKnownPlace() {
    UserAccount user = fixture.user();
    Device phone = Device.unknown().withFingerprint("a phone's fingerprint");
    String rotated = fixture.service.openSession(user, Device.unknown()).refreshToken().value();
    fixture.service.refreshTokens(rotated, Device.unknown());
    String ended = fixture.service.openSession(user, Device.unknown()).refreshToken().value();
    fixture.service.logout(ended, Optional.empty());
    String bound = fixture.service.openSession(user, phone).refreshToken().value();
    String others =
        fixture.service.openSession(fixture.user(), Device.unknown()).refreshToken().value();
    for (int i = 0; i < ATTEMPTS; i++) {
      guess("anna", at("203.0.113." + i));
    }
    for (String token : List.of(rotated, ended, bound, others, "made up", "")) {
      looks.clear();
      LoginAttempt attempt =
          new LoginAttempt("anna", () -> Optional.of(user.id()), ELSEWHERE, Optional.of(token));
      assertThatExceptionOfType(TooManyAttemptsException.class)
          .isThrownBy(() -> protection.attempt(attempt, right));
      assertThat(looks).noneMatch(look -> look.startsWith("looked"));
    }
  }

  @Test
  void attempt_goneOnWithWhenUsedUp_asksTheLimiterNoMore() {
    for (int i = 0; i < 10 * ATTEMPTS; i++) {
      try {
        attempt("nobody-" + i, ELSEWHERE, wrong);
      } catch (InvalidCredentialsException | TooManyAttemptsException e) {
        looks.clear();
      }
    }
    refused("anna", ELSEWHERE);
    int asked = limiter.asked();
    int places = this.places.asked.size();
    for (int i = 0; i < 20; i++) {
      refused("nobody-" + i, ELSEWHERE);
    }
    assertThat(limiter.asked()).isEqualTo(asked);
    assertThat(this.places.asked).hasSize(places);
  }

  @Test
  void attempt_rightPasswordsAtOnce_areAllLetInOrComeAgainInASecond() throws Exception {
    int threads = 6 * ATTEMPTS;
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<Duration>> attempts = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      attempts.add(
          pool.submit(
              () -> {
                start.await();
                try {
                  login("anna", ELSEWHERE);
                  return Duration.ZERO;
                } catch (TooManyAttemptsException e) {
                  return e.retryAfter().orElseThrow();
                }
              }));
    }
    List<Duration> waits = new ArrayList<>();
    for (Future<Duration> attempt : attempts) {
      waits.add(attempt.get());
    }
    pool.shutdown();
    assertThat(waits).contains(Duration.ZERO).isSubsetOf(Duration.ZERO, Duration.ofSeconds(1));
    assertThat(limiter.taken("user:anna")).isZero();
    assertThat(limiter.taken("place:198.51.100.7")).isZero();
  }

  @Test
  void attempt_othersInFlight_waitsForThem() throws Exception {
    CountDownLatch looking = new CountDownLatch(ATTEMPTS);
    CountDownLatch decide = new CountDownLatch(1);
    ExecutorService pool = Executors.newCachedThreadPool();
    List<Future<String>> attempts = new ArrayList<>();
    for (int i = 0; i < ATTEMPTS; i++) {
      attempts.add(
          pool.submit(
              () ->
                  attempt(
                      "anna",
                      ELSEWHERE,
                      new Password(
                          () -> {
                            looking.countDown();
                            awaitQuietly(decide);
                            return "welcome";
                          }))));
    }
    awaitQuietly(looking);
    Future<String> last = pool.submit(() -> login("anna", ELSEWHERE));
    decide.countDown();
    assertThat(last.get()).isEqualTo("welcome");
    for (Future<String> attempt : attempts) {
      assertThat(attempt.get()).isEqualTo("welcome");
    }
    pool.shutdown();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void attempt_othersStayInFlight_isDeferredAndReportedAsWhatItIs() throws Exception {
    CountDownLatch looking = new CountDownLatch(ATTEMPTS);
    CountDownLatch decide = new CountDownLatch(1);
    ExecutorService pool = Executors.newCachedThreadPool();
    for (int i = 0; i < ATTEMPTS; i++) {
      pool.execute(
          () ->
              attempt(
                  "anna",
                  ELSEWHERE,
                  new Password(
                      () -> {
                        looking.countDown();
                        awaitQuietly(decide);
                        return "welcome";
                      })));
    }
    awaitQuietly(looking);
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> login("anna", ELSEWHERE))
        .extracting(TooManyAttemptsException::retryAfter)
        .isEqualTo(Optional.of(Duration.ofSeconds(1)));
    decide.countDown();
    pool.shutdown();
    assertThat(fixture.eventStore.events())
        .filteredOn(event -> event.type().name().startsWith("LOGIN"))
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.type()).isEqualTo(SecurityEvent.Type.LOGIN_DEFERRED);
              assertThat(event.detail()).containsEntry("reason", "too_many_at_once");
            });
  }

  @Test
  void attempt_floodOfStrangers_costsNoAttemptAndStopsNobodyWhoIsKnown() {
    places.known.add(ANNA + " 192.0.2.1");
    full.add(HashingLane.STRANGE);
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> login("bert", ELSEWHERE))
        .extracting(TooManyAttemptsException::retryAfter)
        .isEqualTo(Optional.of(Duration.ofSeconds(1)));
    assertThat(limiter.asked()).isZero();
    assertThat(login("anna", HOME)).isEqualTo("welcome");
  }

  @Test
  void attemptWithin_countsForTheUserAlone() {
    guessAll("anna", ELSEWHERE);
    String changed = protection.attemptWithin(ANNA, ELSEWHERE, lane -> "changed");
    assertThat(changed).isEqualTo("changed");
    for (int i = 0; i < ATTEMPTS; i++) {
      assertThatExceptionOfType(InvalidCredentialsException.class)
          .isThrownBy(() -> protection.attemptWithin(ANNA, ELSEWHERE, wrong::check));
    }
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> protection.attemptWithin(ANNA, HOME, lane -> "changed"));
    assertThat(limiter.taken("user:anna")).isEqualTo(ATTEMPTS);
  }

  @Test
  void attempt_addressesOfOneIpv6Network_countTogether() {
    for (int i = 0; i < ATTEMPTS; i++) {
      guess("nobody-" + i, at("2001:db8:1:2:" + i + "::1"));
    }
    refused("anna", at("2001:db8:1:2:ffff::9"));
    assertThat(login("anna", at("2001:db8:1:3::1"))).isEqualTo("welcome");
  }

  @ParameterizedTest
  @CsvSource({"2001:db8:1:10%x::1, 4, 2001:db8:1:20::1", "2001:db8:1:%x00::1, 16, 2001:db8:2::1"})
  void attempt_networksOfOneWiderIpv6Network_haveALimitTogether(
      String network, int times, String another) {
    for (int i = 0; i < times; i++) {
      for (int j = 0; j < ATTEMPTS; j++) {
        guess("nobody-" + i + "-" + j, at(network.formatted(i)));
      }
    }
    refused("anna", at(network.formatted(0)));
    refused("anna", at("2001:db8:1:10f::1"));
    assertThat(login("anna", at(another))).isEqualTo("welcome");
  }

  @Test
  void attempt_fromWhereTheUserLoggedInBefore_isNotUsedUpByGuessesElsewhere() {
    places.known.add(ANNA + " 192.0.2.1");
    guessAll("anna", ELSEWHERE);
    refused("anna", at("203.0.113.1"));
    assertThat(login("anna", HOME)).isEqualTo("welcome");
  }

  @Test
  void attempt_fromAKnownAddress_hasItsLimitToo() {
    places.known.add(ANNA + " 192.0.2.1");
    guessAll("anna", HOME);
    for (int i = ATTEMPTS; i < 3 * ATTEMPTS; i++) {
      assertThat(login("anna", HOME)).isEqualTo("welcome");
      tooMany("anna", HOME, wrong);
    }
    refused("anna", HOME);
  }

  @Test
  void attempt_onABoundDevice_isUsedUpNeitherByUserNorByAddress() {
    places.known.add(ANNA + " " + Objects.hashCode(fixture.codec.deviceDigest(PHONE)));
    guessAll("anna", at("203.0.113.1"));
    guessAll("nobody", ELSEWHERE);
    assertThat(login("anna", PHONE)).isEqualTo("welcome");
    guessAll("anna", PHONE);
    refused("anna", PHONE);
  }

  @Test
  void attempt_fingerprintsThatNobodyKnows_bringNoFurtherAttempts() {
    for (int i = 0; i < ATTEMPTS; i++) {
      guess("anna", at("203.0.113." + i).withFingerprint("made up fingerprint " + i));
    }
    refused("anna", at("203.0.113.9").withFingerprint("another made up one"));
  }

  @Test
  void attempt_ownLogins_bringAGuesserNoAttemptsAtOthers() {
    for (int i = 0; i < ATTEMPTS; i++) {
      assertThat(login("bert", ELSEWHERE)).isEqualTo("welcome");
      guess("anna", ELSEWHERE);
    }
    refused("anna", ELSEWHERE);
    refused("bert", ELSEWHERE);
  }

  @Test
  void attempt_nameThatNobodyHas_isCountedAndAskedForAlike() {
    for (int i = 0; i < ATTEMPTS; i++) {
      guess("ghost", at("203.0.113." + i));
      guess("anna", at("203.0.114." + i).withFingerprint("a phone's fingerprint"));
    }
    refused("ghost", PHONE);
    refused("anna", PHONE);
    assertThat(places.asked)
        .containsSequence(NOBODY + " device", NOBODY + " 198.51.100.7")
        .containsSequence(ANNA + " device", ANNA + " 198.51.100.7");
  }

  @Test
  void attempt_addressThatIsNone_countsForTheUserOnly() {
    guessAll("anna", at("not an address"));
    refused("anna", at("neither"));
    assertThat(login("bert", at("not an address"))).isEqualTo("welcome");
  }

  @Test
  void attempt_refusedForAnotherReason_isNotCounted() {
    for (int i = 0; i < 2 * ATTEMPTS; i++) {
      assertThatExceptionOfType(RevocationUnavailableException.class)
          .isThrownBy(
              () ->
                  attempt(
                      "anna",
                      HOME,
                      new Password(
                          () -> {
                            throw new RevocationUnavailableException();
                          })));
    }
  }

  @Test
  void attempt_failure_staysCounted() {
    for (int i = 0; i < ATTEMPTS; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  attempt(
                      "anna",
                      HOME,
                      new Password(
                          () -> {
                            throw new IllegalStateException();
                          })));
    }
    looks.clear();
    assertThatExceptionOfType(TooManyAttemptsException.class).isThrownBy(() -> login("anna", HOME));
    assertThat(looks).isEmpty();
  }

  @Test
  void attempt_manyAtOnce_noMoreAreCheckedThanInARow() throws Exception {
    int threads = 16;
    AtomicInteger checks = new AtomicInteger();
    CyclicBarrier start = new CyclicBarrier(threads);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Future<?>> attempts = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      attempts.add(
          pool.submit(
              () -> {
                start.await();
                try {
                  return attempt(
                      "anna",
                      HOME,
                      new Password(
                          () -> {
                            checks.incrementAndGet();
                            throw new InvalidCredentialsException();
                          }));
                } catch (InvalidCredentialsException | TooManyAttemptsException e) {
                  return e;
                }
              }));
    }
    for (Future<?> attempt : attempts) {
      attempt.get();
    }
    pool.shutdown();
    assertThat(checks).hasValue(ATTEMPTS);
  }

  @Test
  void attempt_failed_isReportedWithoutTheName() {
    guess("anna", HOME);
    guess("ghost", HOME);
    guess("bert", HOME);
    tooMany("bert", HOME, right);
    List<SecurityEvent> reported =
        fixture.eventStore.events().stream()
            .filter(event -> event.type() == SecurityEvent.Type.LOGIN_FAILED)
            .toList();
    assertThat(reported)
        .extracting(event -> event.detail().get("reason"))
        .containsExactly(
            "invalid_credentials",
            "invalid_credentials",
            "invalid_credentials",
            "too_many_attempts");
    assertThat(reported)
        .extracting(SecurityEvent::userId)
        .containsExactly(Optional.of(ANNA), Optional.empty(), Optional.of(BERT), Optional.of(BERT));
    assertThat(reported)
        .allSatisfy(event -> assertThat(event.address()).contains("192.0.2.1"))
        .allSatisfy(event -> assertThat(event.actor()).isEmpty())
        .allSatisfy(event -> assertThat(event.toString()).doesNotContain("ghost"));
  }

  @Test
  void attempt_goneOnWithWhenRefused_isReportedOnceAMinute() {
    places.known.add(ANNA + " " + Objects.hashCode(fixture.codec.deviceDigest(PHONE)));
    guessAll("anna", PHONE);
    for (int i = 0; i < 10 * ATTEMPTS; i++) {
      tooMany("anna", PHONE, right);
    }
    assertThat(fixture.eventStore.events())
        .filteredOn(event -> event.detail().containsValue("too_many_attempts"))
        .hasSize(1);
  }
}
