package io.countersign.auth.core;

import java.util.Optional;

/**
 * A name that a user can be given: when it is normalised it has 1 to 255 characters, none of them a
 * control character, one that cannot be seen, or a space other than U+0020.
 */
public final class Username {

  /** What a user name must be, to tell a person who typed another text. */
  public static final String RULE =
      "must have 1 to 255 characters that can be seen, and no space but U+0020 between them";

  private final String typed;
  private final String normalised;

  private Username(String typed, String normalised) {
    this.typed = typed;
    this.normalised = normalised;
  }

  /** The user name that a text is; empty when no user can be given it. */
  public static Optional<Username> parse(String typed) {
    String normalised = normalise(typed);
    return Usernames.mayBeGiven(normalised)
        ? Optional.of(new Username(typed, normalised))
        : Optional.empty();
  }

  /**
   * The user name that a text is.
   *
   * @throws IllegalArgumentException when no user can be given it
   */
  public static Username of(String typed) {
    return parse(typed)
        .orElseThrow(() -> new IllegalArgumentException("no user can be given this name"));
  }

  /**
   * Any text as user names are compared and kept, whether a user can be given it or not: NFKC,
   * lower case, without spaces and what cannot be seen at its ends (RFC 8265 §3.3).
   */
  public static String normalise(String typed) {
    return Usernames.normalise(typed);
  }

  /**
   * The beginning of user names as they are kept, to look users up by: NFKC, lower case.
   *
   * @param typed a whole name or its beginning
   * @return empty when no user's name begins so: it is blank, longer than 255 characters, or has a
   *     control character
   */
  public static Optional<String> beginning(String typed) {
    return Optional.of(Usernames.fold(typed)).filter(Usernames::mayHaveBeenGiven);
  }

  /** As it was typed, which may be how an earlier version kept it. */
  String typed() {
    return typed;
  }

  /** As it is compared and kept: {@linkplain #normalise normalised}. */
  @Override
  public String toString() {
    return normalised;
  }
}
