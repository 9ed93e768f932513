package io.countersign.auth.spi;

/**
 * Keeps which access tokens were revoked one by one.
 *
 * <p>A call whose commit is in doubt, because the connection broke, is made again with the same
 * values, and does once what both ask for. One that stays in doubt throws {@link
 * io.countersign.auth.OutcomeUnknownException}.
 */
public interface AccessTokenStore {

  /**
   * Commits a denial, with what is reported of it; {@link Denylist#publish()} makes it known.
   *
   * @param report of the denial
   */
  void deny(Denial denial, Report<Denial> report);
}
