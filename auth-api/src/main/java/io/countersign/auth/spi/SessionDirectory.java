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

  /**
   * A page of everybody's sessions, by descending id: the latest login first.
   *
   * <p>A search looks at a bounded number of sessions. When few of them match, the page is short or
   * empty, although there may be more: it then says how far it looked.
   *
   * @param state what must have become of them by {@code now}; empty for any
   * @param before only ids below this one; null for the first page
   * @param limit how many at most
   */
  Found search(
      SessionSearch search,
      Optional<Session.State> state,
      Instant now,
      @Nullable UUID before,
      int limit);

  /**
   * What a search has found.
   *
   * @param sessions the page
   * @param lookedAt the id of the last session that was looked at, when the search stopped there
   *     before it had found enough; empty when there is no further session, or the page is full
   */
  record Found(List<Session> sessions, Optional<UUID> lookedAt) {

    /** Copies the list. */
    public Found {
      sessions = List.copyOf(sessions);
    }
  }

  /**
   * How many of everybody's sessions match, exactly.
   *
   * @param state what must have become of them by {@code now}; empty for any
   */
  long count(SessionSearch search, Optional<Session.State> state, Instant now);
}
