package io.countersign.auth.cli;

import java.util.regex.Pattern;

/** The operator's access token: a secret, for the server alone. */
final class BearerToken {

  /** RFC 6750 §2.1, and no longer than a server reads. */
  private static final Pattern SYNTAX = Pattern.compile("[A-Za-z0-9._~+/-]{1,8192}=*");

  private final String value;

  /**
   * Takes a token with white space around it or without.
   *
   * @throws IllegalArgumentException when it cannot be one
   */
  BearerToken(String text) {
    value = text.strip();
    if (!SYNTAX.matcher(value).matches()) {
      throw new IllegalArgumentException("holds no access token");
    }
  }

  /** The value of an {@code Authorization} header. */
  String authorization() {
    return "Bearer " + value;
  }

  /** Hides the token. */
  @Override
  public String toString() {
    return "BearerToken[redacted]";
  }
}
