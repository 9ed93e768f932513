package io.countersign.auth.login;

import io.countersign.auth.Device;
import io.countersign.auth.DirectoryUnavailableException;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.RefusedException;
import io.countersign.auth.TooManyAttemptsException;
import io.countersign.auth.core.RefreshTokenCodec;
import io.countersign.auth.event.IpAddress;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.password.HashingLane;
import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.LoginLimiter;
import io.countersign.auth.spi.LoginLimiter.Limit;
import io.countersign.auth.spi.LoginLimiter.Refusal;
import io.countersign.auth.spi.LoginLimiter.Taken;
import io.countersign.auth.spi.RefreshTokenStore;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Limits how often a password can be tried, of whom and from where.
 *
 * <p>An attempt is taken before the password is looked at, and given back when the password was
 * right. So no more guesses are looked at when they come at once than when they come in a row. A
 * right password gives back its own attempt and no other, so nobody who has an account can go on
 * guessing at others'. When the last attempts are in flight, the caller waits for their outcome, or
 * is told to come again in a second.
 *
 * <p>A caller who shows a bound device or a live session of the user has attempts of their own. For
 * all others there are two sets of limits. The limits of the place are for everybody there. The
 * limits of strangers are smaller. They count everybody's wrong passwords too, but stop only users
 * who have not logged in there before.
 *
 * <p>When the limits of strangers are used up, a known user's password is still looked at. A wrong
 * one gets the answer that a stranger gets. A stranger's password is not looked at, which takes the
 * same time and costs the same attempts. So no answer to a wrong password tells who has been there.
 * When the limits of the place are used up, they stop everybody alike. Names that nobody has are
 * counted like others.
 */
public final class LoginProtection {

  private static final Duration COME_AGAIN = Duration.ofSeconds(1);

  private final RememberedRefusals remembered;
  private final LoginLimiter limiter;
  private final LoginLimits limits;
  private final KnownPlaces places;
  private final FamiliarNetworks familiar;
  private final LoginProofs proofs;
  private final FailedLogins failed;

  /**
   * A protection that counts with {@code limiter}.
   *
   * @param attempts how many wrong passwords of a user, and from an address, are looked at
   * @param places where users have logged in before
   * @param codec what reads refresh tokens and makes digests of devices
   * @param sessions tells which sessions are live
   */
  public LoginProtection(
      LoginLimiter limiter,
      int attempts,
      KnownPlaces places,
      RefreshTokenCodec codec,
      RefreshTokenStore sessions,
      SecurityEvents events,
      Clock clock) {
    this.remembered = new RememberedRefusals(limiter, clock);
    this.limiter = new PatientLimiter(remembered);
    this.limits = new LoginLimits(attempts);
    this.places = places;
    this.familiar = new FamiliarNetworks(places, clock);
    this.proofs = new LoginProofs(places, codec, sessions, clock);
    this.failed = new FailedLogins(events, clock);
  }

  /**
   * Lets a password be checked if there is an attempt left. The attempt is given back when the
   * check returns or throws a refusal other than {@link InvalidCredentialsException}. It is spent
   * when the check throws that one or {@link UndecidedCheckException}, or fails without a refusal.
   *
   * @param check checks the password
   * @return what the check returns
   * @throws TooManyAttemptsException when there is no attempt left, or none until others have been
   *     looked at; if the check ran at all, it came to nothing
   */
  public <T> T attempt(LoginAttempt attempt, PasswordCheck<T> check) {
    Optional<String> proof = proofs.of(attempt);
    if (proof.isPresent()) {
      return alone(limits.alone(proof.get()), attempt, HashingLane.PROVEN, check::check);
    }
    Optional<IpAddress> network = attempt.network();
    return network.isPresent()
        ? at(network.get(), attempt, check)
        : alone(limits.ofUser(attempt.username()), attempt, HashingLane.STRANGE, check::check);
  }

  /**
   * Requires that passwords are still looked at where an attempt comes from, as far as this node
   * knows.
   *
   * <p>Ask this before a remembered right password is accepted. Otherwise the memory would still
   * tell a right password from a guess when passwords are no longer looked at.
   *
   * @throws TooManyAttemptsException when the attempts of everybody there are used up
   */
  public void requireAttemptsLeft(LoginAttempt attempt) {
    attempt
        .network()
        .map(network -> remembered.recall(limits.at(network, attempt.username())))
        .ifPresent(refusal -> requireNone(refusal, attempt));
  }

  /**
   * Lets the current password of a user who is logged in be checked, if there is an attempt left.
   * Nobody else can use these attempts up.
   *
   * @see #attempt
   */
  public <T> T attemptWithin(UUID userId, Device device, Function<HashingLane, T> check) {
    LoginAttempt attempt =
        new LoginAttempt("", () -> Optional.of(userId), device, Optional.empty());
    return alone(limits.alone("logged-in:" + userId), attempt, HashingLane.PROVEN, check);
  }

  private <T> T alone(
      List<Limit> own, LoginAttempt attempt, HashingLane lane, Function<HashingLane, T> check) {
    requireNone(limiter.take(own), attempt);
    return look(own, attempt, lane, check);
  }

  private <T> T at(IpAddress network, LoginAttempt attempt, PasswordCheck<T> check) {
    List<Limit> ofPlace = limits.at(network, attempt.username());
    requireNone(remembered.recall(ofPlace), attempt);
    boolean isFamiliar = familiar.include(network);
    HashingLane lane = isFamiliar ? HashingLane.FAMILIAR : HashingLane.STRANGE;
    check.requireRoom(lane); // a flood costs no more than this
    List<Limit> ofStrangers = limits.ofStrangers(network, attempt.username(), isFamiliar);
    Taken taken = limiter.takeEach(List.of(ofPlace, ofStrangers));
    if (taken.refusal().isEmpty()) {
      List<Limit> all = new ArrayList<>(ofPlace);
      all.addAll(ofStrangers);
      return look(all, attempt, lane, check::check);
    }
    Refusal refusal = taken.refusal().get();
    if (taken.groups() == 0) {
      throw refused(refusal, attempt);
    }
    if (refusal.inFlight()) {
      limiter.giveBack(ofPlace);
      throw refused(refusal, attempt);
    }
    return places.hasLoggedInFrom(attempt.userId().orElse(LoginProofs.NOBODY), network.key())
        ? lookInSilence(ofPlace, refusal, attempt, lane, check)
        : pretend(ofPlace, refusal, attempt, lane, check);
  }

  private <T> T look(
      List<Limit> taken, LoginAttempt attempt, HashingLane lane, Function<HashingLane, T> check) {
    try {
      T result = check.apply(lane);
      limiter.giveBack(taken);
      return result;
    } catch (InvalidCredentialsException e) {
      limiter.spend(taken);
      failed.wrong(attempt);
      throw e;
    } catch (UndecidedCheckException e) {
      limiter.spend(taken); // or where one directory is away, those of another could be guessed at
      failed.wrong(attempt);
      throw e.refusal();
    } catch (RefusedException e) {
      limiter.giveBack(taken);
      throw e;
    }
  }

  /**
   * Looks at a known user's password when strangers have no attempt left. A wrong one is answered
   * like theirs, and so is one that nobody can look at.
   */
  private <T> T lookInSilence(
      List<Limit> taken,
      Refusal asStranger,
      LoginAttempt attempt,
      HashingLane lane,
      PasswordCheck<T> check) {
    try {
      return look(taken, attempt, lane, check::check);
    } catch (InvalidCredentialsException | DirectoryUnavailableException e) {
      throw new TooManyAttemptsException(asStranger.retryAfter());
    }
  }

  /** Takes as long as a look at a stranger's password, and looks at nothing. */
  private <T> T pretend(
      List<Limit> taken,
      Refusal refusal,
      LoginAttempt attempt,
      HashingLane lane,
      PasswordCheck<T> check) {
    try {
      check.pretend(lane);
    } catch (RefusedException e) {
      limiter.giveBack(taken);
      throw e;
    }
    limiter.spend(taken);
    failed.unseen(attempt);
    throw new TooManyAttemptsException(refusal.retryAfter());
  }

  private void requireNone(Optional<Refusal> refusal, LoginAttempt attempt) {
    if (refusal.isPresent()) {
      throw refused(refusal.get(), attempt);
    }
  }

  private TooManyAttemptsException refused(Refusal refusal, LoginAttempt attempt) {
    if (refusal.inFlight()) {
      failed.deferred(refusal.key(), attempt);
      return new TooManyAttemptsException(COME_AGAIN);
    }
    failed.tooMany(refusal.key(), attempt);
    return new TooManyAttemptsException(refusal.retryAfter());
  }
}
