package io.countersign.auth.core;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.spi.RevocationStore;
import java.util.UUID;

/** Asks the store, once for each check, and fails closed when the store does not answer. */
public final class StoredRevocationCheck implements RevocationCheck {

  private static final System.Logger LOG = System.getLogger(StoredRevocationCheck.class.getName());

  private final RevocationStore store;

  /** A check against {@code store}. */
  public StoredRevocationCheck(RevocationStore store) {
    this.store = store;
  }

  @Override
  public void requireNotRevoked(VerifiedToken token) {
    if (isRevoked(token)) {
      throw new TokenRevokedException();
    }
  }

  private boolean isRevoked(VerifiedToken token) {
    UUID userId;
    try {
      userId = UUID.fromString(token.getSubject());
    } catch (IllegalArgumentException e) {
      return true; // a subject that is none of our users
    }
    try {
      return store.isRevoked(userId, token.getEpoch(), token.getSessionId().orElse(null));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, "Revocation cannot be checked", e);
      throw new RevocationUnavailableException();
    }
  }
}
