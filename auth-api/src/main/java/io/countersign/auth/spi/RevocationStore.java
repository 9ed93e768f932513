package io.countersign.auth.spi;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Knows what has been revoked; asked for sensitive operations, once for each. */
public interface RevocationStore {

  /**
   * Whether a token has been revoked, by its session or its user.
   *
   * @param userId the token's user
   * @param epoch the user's epoch at issue
   * @param session the token's session, null when it belongs to none
   * @return true also when the user or the session is gone: what cannot be found is not trusted
   */
  boolean isRevoked(UUID userId, int epoch, @Nullable UUID session);
}
