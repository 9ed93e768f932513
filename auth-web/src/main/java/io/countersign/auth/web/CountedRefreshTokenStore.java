package io.countersign.auth.web;

import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.FamilyState;
import io.countersign.auth.spi.NewFamily;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.RotationAttempt;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A store whose rotations are counted by their outcome. */
final class CountedRefreshTokenStore implements RefreshTokenStore {

  private final RefreshTokenStore store;
  private final Tally<RefreshOutcome> refreshes;

  CountedRefreshTokenStore(RefreshTokenStore store, Tally<RefreshOutcome> refreshes) {
    this.store = store;
    this.refreshes = refreshes;
  }

  @Override
  public Rotation rotate(RotationAttempt attempt) {
    Rotation rotation;
    try {
      rotation = store.rotate(attempt);
    } catch (RuntimeException e) {
      refreshes.count(RefreshOutcome.FAILED);
      throw e;
    }
    refreshes.count(RefreshOutcome.of(rotation));
    return rotation;
  }

  @Override
  public boolean open(NewFamily family) {
    return store.open(family);
  }

  @Override
  public Optional<FamilyState> peek(UUID family) {
    return store.peek(family);
  }

  @Override
  public Optional<UUID> delete(UUID family, Instant now) {
    return store.delete(family, now);
  }

  @Override
  public Optional<Ended> end(UUID family, @Nullable UUID userId, Ending ending) {
    return store.end(family, userId, ending);
  }

  @Override
  public int endOthers(UUID userId, UUID kept, Ending ending) {
    return store.endOthers(userId, kept, ending);
  }

  @Override
  public int endAll(UUID userId, Ending ending) {
    return store.endAll(userId, ending);
  }

  @Override
  public void endEverything(Ending ending) {
    store.endEverything(ending);
  }
}
