package io.countersign.auth.password;

/**
 * In whose turn a password is hashed: while all processors are at it, the lanes take turns, and
 * each has places to wait of its own.
 *
 * <p>So a flood of one kind leaves the other kinds their part. Nothing of the user whose name is
 * given decides the lane without a proof that nobody else has, or its speed would tell.
 */
public enum HashingLane {
  /** Shows a bound device or a session of the user, or has proved to be her or an administrator. */
  PROVEN(2),
  /** From a network that somebody has logged in from. */
  FAMILIAR(4),
  /** From anywhere else. */
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
