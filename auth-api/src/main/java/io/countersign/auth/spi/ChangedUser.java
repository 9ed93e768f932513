package io.countersign.auth.spi;

/** The outcome of changing a user: a value, as every outcome of a change is. */
public sealed interface ChangedUser {

  /**
   * The account was changed.
   *
   * @param before the account before the change, read when nobody else could change it any more
   * @param after the account after the change
   */
  record Done(UserAccount before, UserAccount after) implements ChangedUser {}

  /** There is no such account. */
  record NotFound() implements ChangedUser {}

  /**
   * Nothing was changed: the user is the last enabled one with the {@linkplain
   * UserChange#neededRole needed role}.
   */
  record LastOfRole() implements ChangedUser {}
}
