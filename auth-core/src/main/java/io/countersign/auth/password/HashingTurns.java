package io.countersign.auth.password;

import io.countersign.auth.TooManyAttemptsException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Semaphore;

/**
 * Lets at most as many callers hash at a time as there are processors. The lanes take turns; within
 * a lane, the first comes first.
 */
final class HashingTurns {

  private final int processors;
  private final Map<HashingLane, Queue<Semaphore>> waiting = new EnumMap<>(HashingLane.class);

  /** The one whose turn was longest ago comes first. */
  private final List<HashingLane> order = new ArrayList<>(List.of(HashingLane.values()));

  private int free;

  /** Turns on so many processors. */
  HashingTurns(int processors) {
    this.processors = processors;
    this.free = processors;
    for (HashingLane lane : HashingLane.values()) {
      waiting.put(lane, new ArrayDeque<>());
    }
  }

  /**
   * Waits for a turn, which {@link #end} ends.
   *
   * @throws TooManyAttemptsException when too many of the lane wait already
   */
  void begin(HashingLane lane) {
    queueUp(lane).ifPresent(Semaphore::acquireUninterruptibly);
  }

  /**
   * Requires that one more caller could begin or wait now. A moment later it may be otherwise.
   *
   * @throws TooManyAttemptsException when too many of the lane wait
   */
  synchronized void requireRoom(HashingLane lane) {
    if (free == 0 && queue(lane).size() >= lane.waiting() * processors) {
      throw new TooManyAttemptsException(Duration.ofSeconds(1));
    }
  }

  private synchronized Optional<Semaphore> queueUp(HashingLane lane) {
    requireRoom(lane);
    if (free > 0) {
      free--; // then nobody waits
      return Optional.empty();
    }
    Semaphore turn = new Semaphore(0);
    queue(lane).add(turn);
    return Optional.of(turn);
  }

  /**
   * Ends a turn. It goes to the next lane in which somebody waits, and there to the longest
   * waiting.
   */
  synchronized void end() {
    Optional<HashingLane> next = order.stream().filter(lane -> !queue(lane).isEmpty()).findFirst();
    next.ifPresentOrElse(this::begins, () -> free++);
  }

  private void begins(HashingLane lane) {
    order.remove(lane);
    order.add(lane);
    queue(lane).remove().release();
  }

  /** How many wait in a lane. */
  synchronized int waiting(HashingLane lane) {
    return queue(lane).size();
  }

  private Queue<Semaphore> queue(HashingLane lane) {
    return waiting.getOrDefault(lane, new ArrayDeque<>());
  }
}
