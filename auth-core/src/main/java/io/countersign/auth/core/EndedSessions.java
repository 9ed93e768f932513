package io.countersign.auth.core;

import io.countersign.auth.SecurityEvent;
import io.countersign.auth.SessionEnd;
import io.countersign.auth.spi.SecurityEventQuery;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.spi.Session;
import io.countersign.auth.spi.SessionDirectory;
import io.countersign.auth.spi.StoredSecurityEvent;
import java.util.Optional;
import java.util.UUID;

/**
 * Tells how sessions came to their end: one that is kept by itself, one that a logout deleted by
 * the event of the logout.
 */
final class EndedSessions {

  private final SessionDirectory directory;
  private final SecurityEventStore events;

  EndedSessions(SessionDirectory directory, SecurityEventStore events) {
    this.directory = directory;
    this.events = events;
  }

  /**
   * A session that has ended.
   *
   * @param userId whose it was
   * @param end how it ended
   */
  record Ended(UUID userId, SessionEnd end) {}

  /**
   * The end of a session; empty when it goes on or has expired, and when nothing is kept of it.
   *
   * @param session a session whose genuine token was shown: others must learn nothing
   */
  Optional<Ended> find(UUID session) {
    Optional<Session> kept = directory.find(session);
    return kept.isPresent() ? kept.flatMap(EndedSessions::ended) : loggedOut(session);
  }

  private static Optional<Ended> ended(Session session) {
    return session
        .ending()
        .map(
            ending ->
                new Ended(
                    session.userId(),
                    new SessionEnd(ending.reason().code(), ending.at(), ending.note())));
  }

  private Optional<Ended> loggedOut(UUID session) {
    return events.list(SecurityEventQuery.ofSession(session, SecurityEvent.Type.LOGOUT)).stream()
        .map(StoredSecurityEvent::event)
        .findFirst()
        .flatMap(
            event ->
                event
                    .userId()
                    .map(user -> new Ended(user, new SessionEnd(event.type().code(), event.at()))));
  }
}
