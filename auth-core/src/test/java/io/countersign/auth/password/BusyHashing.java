package io.countersign.auth.password;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/** Hashing on one processor, which tests keep busy to see who wants a turn. */
public final class BusyHashing {

  private static final Executor THREADS = task -> new Thread(task).start();

  private final HashingTurns turns = new HashingTurns(1);
  private final PasswordHasher hasher =
      new PasswordHasher(new SecureRandom(), HashingCost.DEFAULT, turns, new Semaphore(1));

  public PasswordHasher hasher() {
    return hasher;
  }

  /** Whether work waits for a turn of this lane; returns once it is done. */
  public boolean takesATurn(HashingLane lane, Runnable work) {
    turns.begin(lane);
    CompletableFuture<Void> done = CompletableFuture.runAsync(work, THREADS);
    boolean waits = waits(lane, 1, done);
    turns.end();
    done.join();
    return waits;
  }

  /** Does work while as many wait in this lane as may. */
  public void whileFull(HashingLane lane, Runnable work) {
    turns.begin(lane);
    List<CompletableFuture<Void>> waiting = new ArrayList<>();
    try {
      for (int i = 1; i <= lane.waiting(); i++) {
        waiting.add(CompletableFuture.runAsync(() -> takeOne(lane), THREADS));
        waits(lane, i, waiting.get(i - 1));
      }
      work.run();
    } finally {
      turns.end();
      waiting.forEach(CompletableFuture::join);
    }
  }

  private void takeOne(HashingLane lane) {
    turns.begin(lane);
    turns.end();
  }

  private boolean waits(HashingLane lane, int count, CompletableFuture<?> done) {
    while (turns.waiting(lane) < count && !done.isDone()) {
      Thread.onSpinWait();
    }
    return !done.isDone();
  }
}
