package io.countersign.auth;

/** The names of the claims that Countersign itself sets or reads. */
public final class ClaimNames {

  /** Who issued the token (RFC 7519 §4.1.1). */
  public static final String ISSUER = "iss";

  /** The user's id (RFC 7519 §4.1.2). */
  public static final String SUBJECT = "sub";

  /** For whom the token is (RFC 7519 §4.1.3). */
  public static final String AUDIENCE = "aud";

  /** When it ends, in seconds (RFC 7519 §4.1.4). */
  public static final String EXPIRATION_TIME = "exp";

  /** When it begins, in seconds (RFC 7519 §4.1.5). */
  public static final String NOT_BEFORE = "nbf";

  /** When it was issued, in seconds (RFC 7519 §4.1.6). */
  public static final String ISSUED_AT = "iat";

  /** The token's own id (RFC 7519 §4.1.7). */
  public static final String TOKEN_ID = "jti";

  /** The session that it belongs to. */
  public static final String SESSION_ID = "sid";

  /** The login name (MicroProfile JWT). */
  public static final String USER_PRINCIPAL_NAME = "upn";

  /** The user's roles (MicroProfile JWT). */
  public static final String GROUPS = "groups";

  /** When the user last proved who they are, in seconds (OpenID Connect Core 1.0 §2). */
  public static final String AUTHENTICATION_TIME = "auth_time";

  /** The user's epoch at issue. */
  public static final String EPOCH = "epoch";

  /** The key that it is bound to (RFC 7800 §3.1). */
  public static final String CONFIRMATION = "cnf";

  /** The whole token, which MicroProfile JWT reads like a claim. */
  public static final String RAW_TOKEN = "raw_token";

  private ClaimNames() {}
}
