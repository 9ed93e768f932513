package io.countersign.auth.spi;

import java.util.Map;

/**
 * Adds a deployment's own claims to access tokens; every bean of this type is asked at each issue.
 *
 * <p>Whoever holds the token can read them: nothing sensitive belongs there. A contributor must not
 * fail and must be brief: at a refresh the refresh token has been used when it is asked, and a
 * token of more than 8 KiB is refused by every verifier.
 */
@FunctionalInterface
public interface ClaimContributor {

  /**
   * The claims to add for a user.
   *
   * @param userId the token's {@code sub}
   * @return names and JSON values (strings, numbers, booleans, lists and maps of them); a reserved
   *     name makes the issue fail with an {@link IllegalArgumentException}
   */
  Map<String, Object> claimsFor(String userId);
}
