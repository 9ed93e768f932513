package io.countersign.auth.spi;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Ends the families of a store in memory, under its lock. */
public final class InMemoryFamilyEndings implements FamilyEndings {

  private final InMemoryRefreshTokenStore store;

  /** Endings of this store's families. */
  public InMemoryFamilyEndings(InMemoryRefreshTokenStore store) {
    this.store = store;
  }

  @Override
  public Optional<UUID> delete(UUID family, Instant now, Report<UUID> report) {
    synchronized (store) {
      Optional<UUID> owner = store.peek(family).map(FamilyState::userId);
      store.rows.remove(family);
      store.users.denylist().commit(Denial.ofSession(family, now));
      owner.ifPresent(user -> store.events().keep(report, user));
      return owner;
    }
  }

  @Override
  public Optional<Ended> end(
      UUID family, @Nullable UUID userId, Ending ending, Report<Ended> report) {
    synchronized (store) {
      return store
          .peek(family)
          .filter(found -> userId == null || userId.equals(found.userId()))
          .map(found -> end(found, ending, report));
    }
  }

  private Ended end(FamilyState family, Ending ending, Report<Ended> report) {
    if (family.goesOn()) {
      store.end(family.id(), ending);
    }
    Ended ended = new Ended(family.userId(), isLive(family, ending.at()));
    if (ended.now()) {
      store.events().keep(report, ended);
    }
    return ended;
  }

  private static boolean isLive(FamilyState family, Instant now) {
    return family.goesOn() && !family.hasExpired(now);
  }

  @Override
  public EndedBatch endOthers(UUID userId, UUID kept, Ending ending, Report<EndedBatch> report) {
    synchronized (store) {
      List<FamilyState> others = goingOn(userId, family -> !family.id().equals(kept));
      others.forEach(family -> store.end(family.id(), ending));
      EndedBatch ended = new EndedBatch(live(others, ending.at()), true);
      store.events().keep(report, ended);
      return ended;
    }
  }

  @Override
  public int endAll(UUID userId, Ending ending, Report<Integer> report) {
    synchronized (store) {
      int live = live(goingOn(userId, family -> true), ending.at());
      store.users.endSessions(userId, ending);
      store.events().keep(report, live);
      return live;
    }
  }

  private List<FamilyState> goingOn(UUID userId, Predicate<FamilyState> which) {
    return store.rows.keySet().stream()
        .flatMap(id -> store.peek(id).stream())
        .filter(family -> family.userId().equals(userId) && family.goesOn())
        .filter(which)
        .toList();
  }

  private static int live(List<FamilyState> families, Instant now) {
    return (int) families.stream().filter(family -> isLive(family, now)).count();
  }

  @Override
  public void endEverything(Ending ending, Report<Ending> report) {
    synchronized (store) {
      store.users.endEverything(ending);
      store.events().keep(report, ending);
    }
  }
}
