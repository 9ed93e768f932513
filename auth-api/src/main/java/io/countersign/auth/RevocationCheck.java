package io.countersign.auth;

/**
 * Asks whether a verified token has been revoked since it was issued; for sensitive operations,
 * since ordinary ones do no look-up.
 */
public interface RevocationCheck {

  /**
   * Lets a token pass that has not been revoked: neither itself, nor its session, nor by its user's
   * epoch.
   *
   * @param token the token, verified
   * @throws TokenRevokedException when any of them has been
   * @throws RevocationUnavailableException when it cannot be asked: it fails closed
   */
  void requireNotRevoked(VerifiedToken token);
}
