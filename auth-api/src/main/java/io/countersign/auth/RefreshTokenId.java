package io.countersign.auth;

import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names one generation of one refresh-token family; not a secret.
 *
 * @param family the family's id, which is the {@code sid} of its access tokens
 * @param generation how often the family had been rotated when the token was issued, from 0
 */
public record RefreshTokenId(UUID family, int generation) {

  private static final Pattern SYNTAX =
      Pattern.compile(
          "([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\\.(0|[1-9][0-9]{0,8})");

  /** Checks that the family is there and the generation not negative. */
  public RefreshTokenId {
    Objects.requireNonNull(family, "family");
    if (generation < 0) {
      throw new IllegalArgumentException("generation must not be negative");
    }
  }

  /**
   * Reads what {@link #toString()} wrote.
   *
   * @throws IllegalArgumentException when {@code text} is anything else
   */
  public static RefreshTokenId parse(String text) {
    Matcher matcher = SYNTAX.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a refresh token id");
    }
    return new RefreshTokenId(
        UUID.fromString(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** The id as text: the family, a dot, the generation. */
  @Override
  public String toString() {
    return family + "." + generation;
  }
}
