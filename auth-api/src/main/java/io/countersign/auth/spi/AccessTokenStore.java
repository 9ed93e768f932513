package io.countersign.auth.spi;

/** Keeps which access tokens were revoked one by one. */
public interface AccessTokenStore {

  /**
   * Commits a denial, with what is reported of it; {@link Denylist#publish()} makes it known.
   *
   * @param report of the denial
   */
  void deny(Denial denial, Report<Denial> report);
}
