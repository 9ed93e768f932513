package io.countersign.auth.scan.token;

import java.util.Locale;

/**
 * By the rules of which type a signed token was judged, and why by those.
 *
 * @param type the type
 * @param basis how it is known
 */
public record JudgedAs(TokenType type, Basis basis) {

  /** How a type is known. */
  public enum Basis {
    /** The token shows it. */
    SEEN,
    /** The caller said so. */
    GIVEN,
    /** Nothing shows it, and most tokens are of this type. */
    ASSUMED;

    /** In lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static final JudgedAs DEFAULT = new JudgedAs(TokenType.ACCESS, Basis.ASSUMED);

  /** For people, behind what it was: {@code DPoP proof}, {@code taken for an access token}. */
  public String description() {
    return basis == Basis.ASSUMED ? "taken for an " + type.description() : type.description();
  }
}
