package io.countersign.auth.spi;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which sessions are meant, of everybody's. A session must meet every condition that is given. An
 * empty component restricts nothing.
 *
 * @param userId whose
 * @param addresses opened from one of these
 * @param device a part of the device's name, in capitals or not
 * @param createdAfter opened at this time or later
 * @param createdBefore opened before this time
 * @param lastUsedBefore opened or last refreshed before this time
 * @param role of users who have this role now
 */
public record SessionSearch(
    Optional<UUID> userId,
    Optional<AddressRange> addresses,
    Optional<String> device,
    Optional<Instant> createdAfter,
    Optional<Instant> createdBefore,
    Optional<Instant> lastUsedBefore,
    Optional<String> role) {

  /** Every session. */
  public static final SessionSearch ALL =
      new SessionSearch(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * How far the time in an id may be from {@link Session#createdAt}: the clocks of two nodes, and
   * the work of a login.
   */
  private static final Duration SLACK = Duration.ofMinutes(5);

  /** The bits of a UUIDv7 behind its milliseconds (RFC 9562 §5.7). */
  private static final int BEHIND_TIME = 16;

  private static final long LATEST_TIME = (1L << (Long.SIZE - BEHIND_TIME)) - 1;

  /** Whether no condition is given. */
  public boolean isAll() {
    return equals(ALL);
  }

  /**
   * An id that no session from {@link #createdAfter} on is below. Ids are time-ordered (UUIDv7), so
   * that a list in their order can begin here.
   */
  public Optional<UUID> lowestId() {
    return createdAfter.map(time -> id(time.minus(SLACK)));
  }

  /**
   * An id that every session from before {@link #createdBefore} and {@link #lastUsedBefore} is
   * below: nothing is used before it is opened.
   */
  public Optional<UUID> aboveHighestId() {
    Optional<Instant> earlier =
        createdBefore
            .filter(time -> lastUsedBefore.filter(time::isAfter).isEmpty())
            .or(() -> lastUsedBefore);
    return earlier.map(time -> id(time.plus(SLACK)));
  }

  private static UUID id(Instant time) {
    long milliseconds = Math.max(0, Math.min(LATEST_TIME, time.toEpochMilli()));
    return new UUID(milliseconds << BEHIND_TIME, 0);
  }

  /** The same, of this user. */
  public SessionSearch ofUser(UUID user) {
    return new SessionSearch(
        Optional.of(user), addresses, device, createdAfter, createdBefore, lastUsedBefore, role);
  }

  /** The same, opened from these addresses. */
  public SessionSearch from(AddressRange range) {
    return new SessionSearch(
        userId, Optional.of(range), device, createdAfter, createdBefore, lastUsedBefore, role);
  }

  /** The same, on a device whose name has this part. */
  public SessionSearch onDevice(String part) {
    return new SessionSearch(
        userId, addresses, Optional.of(part), createdAfter, createdBefore, lastUsedBefore, role);
  }

  /** The same, opened at this time or later. */
  public SessionSearch createdAfter(Instant time) {
    return new SessionSearch(
        userId, addresses, device, Optional.of(time), createdBefore, lastUsedBefore, role);
  }

  /** The same, opened before this time. */
  public SessionSearch createdBefore(Instant time) {
    return new SessionSearch(
        userId, addresses, device, createdAfter, Optional.of(time), lastUsedBefore, role);
  }

  /** The same, not used since this time. */
  public SessionSearch lastUsedBefore(Instant time) {
    return new SessionSearch(
        userId, addresses, device, createdAfter, createdBefore, Optional.of(time), role);
  }

  /** The same, of users who have this role. */
  public SessionSearch ofRole(String name) {
    return new SessionSearch(
        userId, addresses, device, createdAfter, createdBefore, lastUsedBefore, Optional.of(name));
  }
}
