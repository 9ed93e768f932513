package io.countersign.auth;

/**
 * Checks whether a verified token has been revoked since it was issued. Only sensitive operations
 * ask: ordinary ones do no look-up.
 */
public interface RevocationCheck {

  /**
   * Requires that a token has not been revoked: neither itself, nor with its session, nor by its
   * user's epoch.
   *
   * @param token the token, verified
   * @throws TokenRevokedException when it has been revoked in one of these ways
   * @throws TokenExpiredException when a check that asks another server comes too late for it
   * @throws RevocationUnavailableException when the check cannot be made: it fails closed
   */
  void requireNotRevoked(VerifiedToken token);
}
