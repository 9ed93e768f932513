package io.countersign.auth.spi;

/** The outcome of deleting a user: a value, as every outcome of a change is. */
public enum UserDeletion {
  /** The account is gone, with its sessions. */
  DONE,
  /** There is no such account. */
  NOT_FOUND,
  /**
   * Nothing was deleted: the user is the last enabled one with the {@linkplain
   * UserChange#neededRole needed role}.
   */
  LAST_OF_ROLE
}
