package io.countersign.auth.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Lists and finds sessions, for their users and for administrators. */
public interface SessionDirectory {

  /**
   * A page of a user's sessions, by descending id: the latest login first.
   *
   * @param userId the user
   * @param activeAt only those that go on at this time; null for all that are kept
   * @param before only ids below this one; null for the first page
   * @param limit how many at most
   */
  List<Session> sessionsOf(
      UUID userId, @Nullable Instant activeAt, @Nullable UUID before, int limit);

  /** One session, as long as its family is kept. */
  Optional<Session> find(UUID session);
}
