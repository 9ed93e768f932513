package io.countersign.auth.core;

import java.util.Optional;

/**
 * A name that a user can be given. Normalised, it has 1 to 255 characters: no control characters,
 * no invisible ones, and no space other than U+0020.
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

  /** Reads a text as a user name; empty when no user can be given it. */
  public static Optional<Username> parse(String typed) {
    String normalised = normalise(typed);
    return Usernames.mayBeGiven(normalised)
        ? Optional.of(new Username(typed, normalised))
        : Optional.empty();
  }

  /**
   * Reads a text as a user name.
   *
   * @throws IllegalArgumentException when no user can be given it
   */
  public static Username of(String typed) {
    return parse(typed)
        .orElseThrow(() -> new IllegalArgumentException("no user can be given this name"));
  }

  /**
   * Normalises a text in the way that user names are compared and kept (RFC 8265 §3.3): NFKC, lower
   * case, without spaces and invisible characters at its ends. It takes any text, also one that no
   * user can be given.
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
