package io.countersign.auth.spi;

/** Keeps which access tokens were revoked one by one. */
public interface AccessTokenStore {

  /** Commits a denial; {@link Denylist#publish()} makes it known. */
  void deny(Denial denial);
}
