package io.countersign.auth.spi;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Ends the families that a search finds in a store in memory, under its lock. */
public final class InMemoryBulkEndings implements BulkEndings {

  private final InMemoryRefreshTokenStore store;

  /** Endings of this store's families. */
  public InMemoryBulkEndings(InMemoryRefreshTokenStore store) {
    this.store = store;
  }

  @Override
  public List<UUID> matching(SessionSearch search, Instant now) {
    synchronized (store) {
      return store.matching(search, Optional.of(Session.State.ACTIVE), now).stream()
          .map(Session::id)
          .toList();
    }
  }

  @Override
  public EndedSome end(
      List<UUID> families, SessionSearch search, Ending ending, Report<Integer> report) {
    synchronized (store) {
      Set<UUID> matching = new HashSet<>(matching(search, ending.at()));
      matching.retainAll(families);
      matching.forEach(id -> store.end(id, ending));
      int ended = (int) families.stream().filter(id -> hasEnded(id, ending)).count();
      store.events().keepLatest(report, ended);
      return new EndedSome(ended, List.of());
    }
  }

  /** By this call, or by one with the same values before. */
  private boolean hasEnded(UUID family, Ending ending) {
    return store.find(family).flatMap(Session::ending).filter(ending::equals).isPresent();
  }
}
