package io.countersign.auth.core;

import java.util.UUID;

/** The proof that somebody knew a user's password. It holds until the password is changed. */
public final class ProvenPassword {

  private final UUID userId;
  private final String hash;

  ProvenPassword(UUID userId, String hash) {
    this.userId = userId;
    this.hash = hash;
  }

  /** Whose it is. */
  UUID userId() {
    return userId;
  }

  /** The hash of the password that was known. */
  String hash() {
    return hash;
  }
}
