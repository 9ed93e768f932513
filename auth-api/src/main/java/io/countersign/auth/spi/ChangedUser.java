package io.countersign.auth.spi;

/** The outcome of changing a user: a value, as every outcome of a change is. */
public sealed interface ChangedUser {

  /**
   * The account was changed.
   *
   * @param before what it was, once nobody else could change it
   * @param after what it is
   */
  record Done(UserAccount before, UserAccount after) implements ChangedUser {}

  /** There is no such account. */
  record NotFound() implements ChangedUser {}

  /** Nothing was changed: nobody enabled would have had the role that somebody must have. */
  record LastOfRole() implements ChangedUser {}
}
