package io.countersign.auth;

import java.util.Set;

/**
 * Issues, rotates and revokes tokens.
 *
 * <p>Every method may be called from any thread and on any node. Once a call has returned, every
 * later call on every node knows what it did. Each call commits by itself, outside the caller's
 * transaction. So a rollback of the caller undoes nothing, and a user that the caller has not
 * committed yet is unknown here.
 */
public interface TokenService {

  /**
   * Issues an access token that belongs to no session, for example for a job that acts for a user.
   *
   * <p>It lives as long as {@code countersign.access-token.ttl} says (15 minutes by default),
   * carries the user's current epoch and no {@code sid}.
   *
   * @param userId the user it speaks for ({@code sub})
   * @param roles its {@code groups}
   * @throws IllegalArgumentException when there is no such user, the user is disabled, or a {@link
   *     io.countersign.auth.spi.ClaimContributor} names a reserved claim
   * @throws IllegalStateException when the token would be longer than 8 KiB
   * @throws KeysUnavailableException when this node cannot sign now
   */
  AccessToken generateAccessToken(String userId, Set<String> roles);

  /**
   * The same for some audiences only.
   *
   * @param userId the user it speaks for ({@code sub})
   * @param roles its {@code groups}
   * @param audience its {@code aud}, some of {@code countersign.audience}; empty for all of them
   * @throws IllegalArgumentException also when one of them is not configured
   * @see #generateAccessToken(String, Set)
   */
  AccessToken generateAccessToken(String userId, Set<String> roles, Set<String> audience);

  /**
   * Opens a refresh-token family and issues its generation 0.
   *
   * <p>The token lives as long as {@code countersign.refresh-token.ttl} says (7 days by default).
   *
   * @param userId the user whose family it is
   * @param device where it will be used from; its fingerprint, if any, binds the family
   * @throws IllegalArgumentException when there is no such user, the user is disabled, or the
   *     deployment requires a fingerprint and the device has none
   * @throws OutcomeUnknownException when the family may have been opened
   */
  RefreshToken generateRefreshToken(String userId, Device device);

  /**
   * Exchanges a refresh token for its successor and a new access token, once (RFC 9700 §4.14.2).
   *
   * <p>When several calls present one token at the same time, exactly one gets a successor. With a
   * retry window, every call within the window gets this same successor.
   *
   * @param refreshToken the value as the client presented it
   * @param device where the call comes from
   * @throws MalformedTokenException when it is not a refresh token of this deployment
   * @throws TokenExpiredException when its lifetime, or its family's, is over
   * @throws TokenRevokedException when its family has ended or is gone, the user's password has
   *     changed, or the user is disabled
   * @throws TokenReusedException when it had been exchanged before; its family is revoked now
   * @throws DeviceMismatchException when its family is bound to another device; its family is
   *     revoked now
   * @throws KeysUnavailableException when this node cannot sign now; the token is unused
   * @throws OutcomeUnknownException when the token may have been exchanged
   */
  TokenPair refreshTokens(String refreshToken, Device device);

  /**
   * Ends the family of a refresh token, also when the id names an earlier generation. Changes
   * nothing when the family is gone or has ended.
   *
   * @param tokenId the token's id
   * @throws RevocationUnavailableException when it has ended, and other nodes may not know yet
   * @throws OutcomeUnknownException when it may have ended
   */
  void revokeRefreshToken(RefreshTokenId tokenId);

  /**
   * Ends all sessions of a user and makes every access token issued to the user so far fail at
   * sensitive operations.
   *
   * @param userId the user; for an unknown one nothing is done
   * @return how many live families this call ended
   * @throws RevocationUnavailableException when they have ended, and other nodes may not know yet
   * @throws OutcomeUnknownException when they may have ended
   */
  int revokeAllUserTokens(String userId);
}
