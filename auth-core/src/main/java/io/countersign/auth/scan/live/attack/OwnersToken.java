package io.countersign.auth.scan.live.attack;

/** A token that no protected resource may accept, which the owner of a service can give. */
public enum OwnersToken {
  /** Made for the token endpoint only. */
  REFRESH("a refresh token"),
  /** Past its end. */
  EXPIRED("an expired token"),
  /** Of a session that was logged out. */
  LOGGED_OUT("a logged-out token"),
  /** Revoked by itself. */
  REVOKED("a revoked token"),
  /** From before the user's password was changed. */
  OLD_EPOCH("a token from before a password change");

  private final String description;

  OwnersToken(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }
}
