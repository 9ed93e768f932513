package io.countersign.auth.keys;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.RevocationUnavailableException;
import io.countersign.auth.VerifiedToken;

/**
 * A check that is made only while this node's keys are current. A node that cannot read them may
 * trust a key that was revoked, whatever its denylist says of the token.
 *
 * <p>It refuses with {@link RevocationUnavailableException} once the keys have not been read for
 * {@link StoredKeyRing#trustedFor()}, and asks nobody.
 */
public final class CurrentKeysRevocationCheck implements RevocationCheck {

  private final StoredKeyRing keyRing;
  private final RevocationCheck check;

  /**
   * A check behind this condition.
   *
   * @param keyRing the keys that tokens are verified by
   * @param check what else a token has to pass
   */
  public CurrentKeysRevocationCheck(StoredKeyRing keyRing, RevocationCheck check) {
    this.keyRing = keyRing;
    this.check = check;
  }

  @Override
  public void requireNotRevoked(VerifiedToken token) {
    if (!keyRing.isCurrent()) {
      throw new RevocationUnavailableException();
    }
    check.requireNotRevoked(token);
  }
}
