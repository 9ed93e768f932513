package io.countersign.auth.password;

/**
 * The queue in which a password waits to be hashed. While all processors are hashing, the lanes
 * take turns. Each lane has its own places to wait.
 *
 * <p>So a flood in one lane leaves the other lanes their share. The user whose name is given does
 * not affect the lane, unless the caller has a proof that nobody else has. Otherwise the speed of
 * the answer would tell about the user.
 */
public enum HashingLane {
  /**
   * For a caller who shows a bound device or a session of the user, or has proved to be the user or
   * an administrator.
   */
  PROVEN(2),
  /** For a caller in a network from which somebody has logged in. */
  FAMILIAR(4),
  /** For a caller anywhere else. */
  STRANGE(6);

  private final int waiting;

  HashingLane(int waiting) {
    this.waiting = waiting;
  }

  /** How many may wait for each processor. */
  int waiting() {
    return waiting;
  }
}
