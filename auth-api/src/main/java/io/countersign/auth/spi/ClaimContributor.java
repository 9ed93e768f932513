package io.countersign.auth.spi;

import java.util.Map;

/**
 * Adds a deployment's own claims to access tokens; every bean of this type is asked at each issue.
 *
 * <p>The holder of a token can read its claims, so nothing sensitive belongs there. A contributor
 * must be brief. It is asked before anything is changed. When it fails, or would make the token
 * longer than the 8 KiB that verifiers take, the login or refresh fails and the refresh token stays
 * unused.
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
