package io.countersign.auth.spi;

import io.countersign.auth.SecurityEvent;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * Which security events to list. An empty component restricts nothing.
 *
 * @param userId whose
 * @param sessionId of which session
 * @param type which
 * @param from the earliest time, inclusive
 * @param until the latest time, exclusive
 * @param before only events before this one in the list's order: by time, then by number
 * @param limit how many at most
 */
public record SecurityEventQuery(
    Optional<UUID> userId,
    Optional<UUID> sessionId,
    Optional<SecurityEvent.Type> type,
    Optional<Instant> from,
    Optional<Instant> until,
    Optional<Position> before,
    int limit) {

  /** A place in the list. */
  public record Position(Instant at, long id) {}

  /** The latest event of a session of this type. */
  public static SecurityEventQuery ofSession(UUID session, SecurityEvent.Type type) {
    return new SecurityEventQuery(
        Optional.empty(),
        Optional.of(session),
        Optional.of(type),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        1);
  }

  /** All events of a session, the latest {@code limit} of them. */
  public static SecurityEventQuery ofSession(UUID session, int limit) {
    return new SecurityEventQuery(
        Optional.empty(),
        Optional.of(session),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        limit);
  }
}
