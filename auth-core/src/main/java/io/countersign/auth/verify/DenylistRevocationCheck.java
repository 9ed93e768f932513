package io.countersign.auth.verify;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.VerifiedToken;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.spi.DenylistQuery;
import java.util.UUID;

/** Asks the denylist, once for each check, and fails closed when it does not answer. */
public final class DenylistRevocationCheck implements RevocationCheck {

  private static final System.Logger LOG =
      System.getLogger(DenylistRevocationCheck.class.getName());

  private final Denylist denylist;

  /** A check against {@code denylist}. */
  public DenylistRevocationCheck(Denylist denylist) {
    this.denylist = denylist;
  }

  @Override
  public void requireNotRevoked(VerifiedToken token) {
    if (isDenied(query(token))) {
      throw new TokenRevokedException();
    }
  }

  /** A token with foreign ids cannot be looked up, so it cannot be trusted. */
  private static DenylistQuery query(VerifiedToken token) {
    try {
      return new DenylistQuery(
          UUID.fromString(token.getTokenID()),
          token.getSessionId().orElse(null),
          token.userId(),
          token.getEpoch());
    } catch (IllegalArgumentException e) {
      throw new TokenRevokedException();
    }
  }

  private boolean isDenied(DenylistQuery token) {
    try {
      return denylist.isDenied(token);
    } catch (RuntimeException e) {
      // The denylist itself says in the log that it is away: once, not at each request.
      LOG.log(System.Logger.Level.DEBUG, "Revocation cannot be checked", e);
      throw new RevocationUnavailableException();
    }
  }
}
