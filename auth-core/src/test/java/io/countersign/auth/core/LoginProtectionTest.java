package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.Device;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TooManyAttemptsException;
import io.countersign.auth.spi.InMemoryLoginLimiter;
import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.SigningAlgorithm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

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
    public boolean hasLoggedInOn(UUID userId, SecretBytes deviceDigest) {
      asked.add(userId + " device");
      return known.contains(userId + " " + deviceDigest.hashCode());
    }
  }

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final InMemoryLoginLimiter limiter = new InMemoryLoginLimiter(ATTEMPTS);
  private final Places places = new Places();
  private final LoginProtection protection =
      new LoginProtection(limiter, places, fixture.codec, fixture.events);

  private static Device at(String address) {
    return new Device(null, null, null, address);
  }

  private String login(String name, Device from) {
    return protection.attempt(name, idOf(name), from, () -> "welcome");
  }

  private static Optional<UUID> idOf(String name) {
    return Optional.ofNullable(Map.of("anna", ANNA, "bert", BERT).get(name));
  }

  private void guess(String name, Device from) {
    assertThatExceptionOfType(InvalidCredentialsException.class)
        .isThrownBy(
            () ->
                protection.attempt(
                    name,
                    idOf(name),
                    from,
                    () -> {
                      throw new InvalidCredentialsException();
                    }));
  }

  private void guessAll(String name, Device from) {
    for (int i = 0; i < ATTEMPTS; i++) {
      guess(name, from);
    }
  }

  private void refused(String name, Device from) {
    AtomicInteger checks = new AtomicInteger();
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> protection.attempt(name, idOf(name), from, checks::incrementAndGet))
        .extracting(TooManyAttemptsException::retryAfter)
        .isEqualTo(InMemoryLoginLimiter.WAIT);
    assertThat(checks).hasValue(0);
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
  void attempt_ofAnExhaustedAddress_takesNothingFromTheUser() {
    guessAll("nobody", ELSEWHERE);
    refused("anna", ELSEWHERE);
    assertThat(limiter.taken("user:anna")).isZero();
  }

  @Test
  void attempt_exhaustedAddress_locksOutNobodyWhoIsKnownThere() {
    places.known.add(ANNA + " 192.0.2.1");
    guessAll("nobody", HOME);
    refused("bert", HOME);
    assertThat(login("anna", HOME)).isEqualTo("welcome");
  }

  @Test
  void attemptWithin_countsForTheUserAlone() {
    guessAll("anna", ELSEWHERE);
    assertThat(protection.attemptWithin(ANNA, ELSEWHERE, () -> "changed")).isEqualTo("changed");
    for (int i = 0; i < ATTEMPTS; i++) {
      assertThatExceptionOfType(InvalidCredentialsException.class)
          .isThrownBy(
              () ->
                  protection.attemptWithin(
                      ANNA,
                      ELSEWHERE,
                      () -> {
                        throw new InvalidCredentialsException();
                      }));
    }
    assertThatExceptionOfType(TooManyAttemptsException.class)
        .isThrownBy(() -> protection.attemptWithin(ANNA, HOME, () -> "changed"));
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
    refused("anna", HOME);
    assertThat(login("anna", ELSEWHERE)).isEqualTo("welcome");
  }

  @Test
  void attempt_onABoundDevice_isUsedUpNeitherByUserNorByAddress() {
    places.known.add(ANNA + " " + fixture.codec.deviceDigest("a phone's fingerprint").hashCode());
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
                  protection.attempt(
                      "anna",
                      Optional.of(ANNA),
                      HOME,
                      () -> {
                        throw new RevocationUnavailableException();
                      }));
    }
  }

  @Test
  void attempt_failure_staysCounted() {
    for (int i = 0; i < ATTEMPTS; i++) {
      assertThatExceptionOfType(IllegalStateException.class)
          .isThrownBy(
              () ->
                  protection.attempt(
                      "anna",
                      Optional.of(ANNA),
                      HOME,
                      () -> {
                        throw new IllegalStateException();
                      }));
    }
    refused("anna", HOME);
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
                  return protection.attempt(
                      "anna",
                      Optional.of(ANNA),
                      HOME,
                      () -> {
                        checks.incrementAndGet();
                        throw new InvalidCredentialsException();
                      });
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
    refused("bert", HOME);
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
  void attempt_goneOnWithWhenRefused_isReportedNoMoreOftenThanThereAreAttempts() {
    guessAll("anna", HOME);
    for (int i = 0; i < 10 * ATTEMPTS; i++) {
      refused("anna", HOME);
    }
    assertThat(fixture.eventStore.events())
        .filteredOn(event -> event.detail().containsValue("too_many_attempts"))
        .hasSize(ATTEMPTS);
  }
}
