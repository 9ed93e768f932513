package io.countersign.auth.spi;

/**
 * Keeps the denials of single access tokens.
 *
 * <p>When a connection breaks at the commit, the call is in doubt. It is then made again with the
 * same values, and both together act once. A call that stays in doubt throws {@link
 * io.countersign.auth.OutcomeUnknownException}.
 */
public interface AccessTokenStore {

  /**
   * Commits a denial together with its events. {@link Denylist#publish()} then makes it known.
   *
   * @param report of the denial
   */
  void deny(Denial denial, Report<Denial> report);
}
