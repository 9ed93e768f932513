package io.countersign.auth.login;

import io.countersign.auth.Device;
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
 * <p>An attempt is taken before the password is looked at and given back when it was right, so of
 * simultaneous guesses no more are looked at than of those in a row. What is right gives back its
 * own attempt and no other, so that nobody who has an account can go on guessing at others'. Where
 * the last attempts are in flight, their outcome is waited for, or the caller comes again in a
 * second.
 *
 * <p>Who shows a bound device or a live session of the user has attempts of their own. Elsewhere
 * there are two sets of limits. Those of the place are for everybody there. Those of strangers are
 * smaller, and count everybody's wrong passwords too, but stop only who has not logged in there
 * before: a known user's password is still looked at, and answered like a stranger's unless it is
 * right. A stranger's is not, which takes the same time and costs the same attempts. So no answer
 * tells who has been there, until those of the place are used up, for everybody alike. Names that
 * nobody has are counted like others.
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
   * @param sessions which of them are live
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
   * Lets a password be checked if there is an attempt left. Everything but the {@link
   * InvalidCredentialsException} of a wrong one, also another refusal, is taken for a right
   * password; a failure that is no refusal spends the attempt.
   *
   * @param check checks the password
   * @return what the check returns
   * @throws TooManyAttemptsException when there is no attempt left, or none until others have been
   *     looked at; nothing has come of the check, if it ran at all
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
   * knows, so that what is remembered of a right one tells it from a guess no longer than a look at
   * it would.
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
   * Lets a user who is logged in have the current password checked, if there is an attempt left:
   * nobody else can use these up.
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
    } catch (RefusedException e) {
      limiter.giveBack(taken);
      throw e;
    }
  }

  /** Where strangers are out: a wrong password of who is known is answered like theirs. */
  private <T> T lookInSilence(
      List<Limit> taken,
      Refusal asStranger,
      LoginAttempt attempt,
      HashingLane lane,
      PasswordCheck<T> check) {
    try {
      return look(taken, attempt, lane, check::check);
    } catch (InvalidCredentialsException e) {
      throw new TooManyAttemptsException(asStranger.retryAfter());
    }
  }

  /** A stranger's password is not looked at, which takes as long. */
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
