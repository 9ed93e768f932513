package io.countersign.auth.scan.token;

import java.util.Locale;

/** What was scanned, and so how much of it could be. */
public enum TokenKind {
  /** A signed token (JWS): examined wholly. */
  SIGNED("signed token (JWS)"),
  /** An encrypted token (JWE): only its header can be examined. */
  ENCRYPTED("encrypted token (JWE): nothing but its header could be examined"),
  /** A signed token whose payload is a token again: both were examined. */
  NESTED("nested token: a token inside of a signed one, both examined"),
  /** A key set (JWKS). */
  KEY_SET("key set (JWKS)"),
  /** None of these, or too large to be looked at. */
  UNREADABLE("no token that could be examined"),
  /** A running service, on which tokens were tried. */
  SERVICE("running service");

  private final String description;

  TokenKind(String description) {
    this.description = description;
  }

  /** The name in lower case, as JSON has it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** For people, in half a line. */
  public String description() {
    return description;
  }
}
