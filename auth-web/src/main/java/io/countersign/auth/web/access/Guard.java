package io.countersign.auth.web.access;

/** Who may call a route. */
public enum Guard {
  /**
   * Everybody. What the request must carry, such as a refresh token, the resource itself checks.
   */
  OPEN,
  /** The bearer of a valid access token (RFC 6750). Whether it was revoked is not checked. */
  BEARER,
  /** The bearer of a valid access token that has not been revoked. */
  SENSITIVE,
  /**
   * The bearer of a valid, unrevoked access token, whose login is no older than {@code
   * countersign.reauthentication.max-age}.
   */
  FRESH,
  /** The bearer of a valid, unrevoked access token with the role of administrators. */
  ADMINISTRATOR,
  /** The same, with a login as {@link #FRESH} wants it: for what changes something. */
  FRESH_ADMINISTRATOR,
  /** A service: by a valid, unrevoked access token with the role of services, or by HTTP Basic. */
  SERVICE
}
