package io.countersign.auth.web.metrics;

import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.FamilyState;
import io.countersign.auth.spi.Grant;
import io.countersign.auth.spi.NewFamily;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Report;
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
  public Rotation rotate(RotationAttempt attempt, Report<Rotation.Refused> report) {
    Rotation rotation;
    try {
      rotation = store.rotate(attempt, report);
    } catch (RuntimeException e) {
      refreshes.count(RefreshOutcome.FAILED);
      throw e;
    }
    refreshes.count(RefreshOutcome.of(rotation));
    return rotation;
  }

  @Override
  public Optional<Grant> open(NewFamily family, Report<Grant> report) {
    return store.open(family, report);
  }

  @Override
  public Optional<FamilyState> peek(UUID family) {
    return store.peek(family);
  }

  @Override
  public Optional<UUID> delete(UUID family, Instant now, Report<UUID> report) {
    return store.delete(family, now, report);
  }

  @Override
  public Optional<Ended> end(
      UUID family, @Nullable UUID userId, Ending ending, Report<Ended> report) {
    return store.end(family, userId, ending, report);
  }

  @Override
  public EndedBatch endOthers(UUID userId, UUID kept, Ending ending, Report<EndedBatch> report) {
    return store.endOthers(userId, kept, ending, report);
  }

  @Override
  public int endAll(UUID userId, Ending ending, Report<Integer> report) {
    return store.endAll(userId, ending, report);
  }

  @Override
  public void endEverything(Ending ending, Report<Ending> report) {
    store.endEverything(ending, report);
  }
}
