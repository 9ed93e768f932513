package io.countersign.auth;

import java.util.Locale;

/** The closed set of codes by which a program knows a refusal. A code is never renamed. */
public enum RefusalCode {
  /** An access or refresh token is past its end. */
  TOKEN_EXPIRED,
  /** A token's signature is wrong, or its key unknown. */
  INVALID_SIGNATURE,
  /** A token's algorithm is not allowed, or is not the algorithm of its key. */
  UNSUPPORTED_ALGORITHM,
  /** A claim is missing, or of a wrong type or value. */
  INVALID_CLAIMS,
  /** There is no token, or the text is not a token. */
  MALFORMED_TOKEN,
  /** A token was revoked: itself, its session, or by its user's epoch. */
  TOKEN_REVOKED,
  /** A refresh token was presented after its rotation. */
  TOKEN_REUSED,
  /** A refresh token was presented by another device than its own. */
  DEVICE_MISMATCH,
  /** A login is older than an operation allows. */
  INSUFFICIENT_USER_AUTHENTICATION,
  /** A user is unknown, or the password is wrong. */
  INVALID_CREDENTIALS,
  /** Too many attempts were made, or too many came at once. */
  TOO_MANY_ATTEMPTS,
  /** Revocation cannot be checked, or cannot be made known to other nodes. */
  REVOCATION_UNAVAILABLE,
  /** A body, a parameter or a header is malformed. */
  INVALID_REQUEST,
  /** An access token is asked for an audience that it cannot have. */
  INVALID_TARGET,
  /** A caller is known but may not do this. */
  FORBIDDEN,
  /** A user has as many sessions as are allowed. */
  TOO_MANY_SESSIONS,
  /** The state of something contradicts the request. */
  CONFLICT,
  /** There is nothing at a path. */
  NOT_FOUND,
  /** A resource has no such method. */
  METHOD_NOT_ALLOWED,
  /** A resource has no answer of the types that a client accepts. */
  NOT_ACCEPTABLE,
  /** The keys, the database or a user directory are not available now. */
  UNAVAILABLE,
  /** The database went away before it told whether an act was committed. */
  OUTCOME_UNKNOWN,
  /** A fault of ours. */
  INTERNAL_ERROR;

  /** The code as HTTP has it, such as {@code token_expired}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
