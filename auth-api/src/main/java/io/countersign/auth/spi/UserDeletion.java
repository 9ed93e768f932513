package io.countersign.auth.spi;

/** The outcome of deleting a user: a value, as every outcome of a change is. */
public enum UserDeletion {
  /** The account is gone, with its sessions. */
  DONE,
  /** There is no such account. */
  NOT_FOUND,
  /** Nothing was deleted: nobody enabled would have had the role that somebody must have. */
  LAST_OF_ROLE
}
