package io.countersign.auth.login;

import io.countersign.auth.password.HashingLane;

/**
 * How a password is looked at.
 *
 * @param <T> what a right one gives
 */
public interface PasswordCheck<T> {

  /**
   * Looks at it.
   *
   * @param lane in whose turn
   * @throws io.countersign.auth.InvalidCredentialsException when it is wrong
   * @throws UndecidedCheckException when it may be right, and the attempt counts all the same
   */
  T check(HashingLane lane);

  /**
   * Looks whether there is room for one more, before anything else is done for it.
   *
   * @throws io.countersign.auth.TooManyAttemptsException when too many of the lane wait
   */
  void requireRoom(HashingLane lane);

  /** Takes the time that a wrong one takes, and looks at nothing. */
  void pretend(HashingLane lane);
}
