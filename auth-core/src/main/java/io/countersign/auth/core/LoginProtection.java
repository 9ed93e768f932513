package io.countersign.auth.core;

import io.countersign.auth.Device;
import io.countersign.auth.InvalidCredentialsException;
import io.countersign.auth.RefusedException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.TooManyAttemptsException;
import io.countersign.auth.spi.KnownPlaces;
import io.countersign.auth.spi.LoginLimiter;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Limits how often a password can be tried, by user and by address.
 *
 * <p>An attempt is taken before the password is looked at and given back when it was right, so of
 * simultaneous guesses no more are looked at than of those in a row. What is right gives back its
 * own attempt and no other, so that nobody who has an account can go on guessing at others'.
 *
 * <p>Nobody is locked out by somebody else's guesses: where a user has logged in before, that place
 * has a counter of its own for the user, and a device that the user has a bound session on depends
 * on no address either. What guesses use up elsewhere comes back by itself. Names that nobody has
 * are counted like others.
 */
public final class LoginProtection {

  /** Who is asked about when nobody has the name, so that it takes the same time. */
  private static final UUID NOBODY = new UUID(0, 0);

  private final LoginLimiter limiter;
  private final KnownPlaces places;
  private final RefreshTokenCodec codec;
  private final SecurityEvents events;

  /**
   * A protection that counts with {@code limiter}.
   *
   * @param places where users have logged in before
   * @param codec what makes digests of devices
   */
  public LoginProtection(
      LoginLimiter limiter, KnownPlaces places, RefreshTokenCodec codec, SecurityEvents events) {
    this.limiter = limiter;
    this.places = places;
    this.codec = codec;
    this.events = events;
  }

  /**
   * Lets a password be checked if there is an attempt left. Everything but the {@link
   * InvalidCredentialsException} of a wrong one, also another refusal, is taken for a right
   * password; a failure that is no refusal leaves the attempt taken.
   *
   * @param username the normalised name that was given, whether anybody has it or not
   * @param userId who has it, empty for nobody
   * @param device where the attempt comes from
   * @param check checks the password
   * @return what the check returns
   * @throws TooManyAttemptsException when there is no attempt left; the check did not run
   */
  public <T> T attempt(String username, Optional<UUID> userId, Device device, Supplier<T> check) {
    return attempt(keys(username, userId.orElse(NOBODY), device), userId, device, check);
  }

  /**
   * Lets a user who is logged in have the current password checked, if there is an attempt left:
   * nobody else can use these up.
   *
   * @see #attempt(String, Optional, Device, Supplier)
   */
  public <T> T attemptWithin(UUID userId, Device device, Supplier<T> check) {
    return attempt(List.of("logged-in:" + userId), Optional.of(userId), device, check);
  }

  private <T> T attempt(
      List<String> keys, Optional<UUID> userId, Device device, Supplier<T> check) {
    Optional<Duration> wait = limiter.take(keys);
    if (wait.isPresent()) {
      reportTooMany(keys.get(0), userId, device);
      throw new TooManyAttemptsException(wait.get());
    }
    try {
      T result = check.get();
      limiter.giveBack(keys);
      return result;
    } catch (InvalidCredentialsException e) {
      report(e.code(), userId, device);
      throw e;
    } catch (RefusedException e) {
      limiter.giveBack(keys);
      throw e;
    }
  }

  /**
   * The address first: once it is used up, whoever has it takes nothing from the user. Not where
   * the user is known, or colleagues behind one address could lock each other out.
   */
  private List<String> keys(String username, UUID userId, Device device) {
    Optional<String> known =
        Optional.ofNullable(device.fingerprint())
            .map(codec::deviceDigest)
            .filter(digest -> places.hasLoggedInOn(userId, digest))
            .map(digest -> HexFormat.of().formatHex(digest.toByteArray()));
    if (known.isPresent()) {
      return List.of("user-device:" + known.get() + " " + username);
    }
    return Optional.ofNullable(device.address())
        .flatMap(IpAddress::parse)
        .map(address -> address.network().toString())
        .map(
            network ->
                places.hasLoggedInFrom(userId, network)
                    ? List.of("user-address:" + network + " " + username)
                    : List.of("address:" + network, "user:" + username))
        .orElseGet(() -> List.of("user:" + username));
  }

  /** As many as there are attempts: who goes on and on must not fill the record. */
  private void reportTooMany(String key, Optional<UUID> userId, Device device) {
    if (limiter.take(List.of("report:" + key)).isEmpty()) {
      report("too_many_attempts", userId, device);
    }
  }

  private void report(String reason, Optional<UUID> userId, Device device) {
    SecurityEvent failed =
        events
            .now(SecurityEvent.Type.LOGIN_FAILED)
            .from(Optional.ofNullable(device.address()))
            .with(Map.of("reason", reason));
    events.report(userId.map(failed::ofUser).orElse(failed));
  }
}
