package io.countersign.auth.web.session;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What a request's {@code Cookie} header says of one cookie whose value is a token.
 *
 * <p>Countersign reads it instead of the server, because servers differ in what they take for a
 * cookie. Some find a cookie inside another's value, at a comma or quotes, so that a neighbouring
 * domain can plant it. Others refuse the request when any cookie has an octet above 127. Here pairs
 * end at a semicolon (RFC 6265 §4.2.1) and nowhere else.
 */
sealed interface PresentedCookie {

  /** The header does not name it. */
  record None() implements PresentedCookie {}

  /**
   * It is there, once, with a value of its form.
   *
   * @param value the token
   */
  record Token(String value) implements PresentedCookie {

    /** Hides the token. */
    @Override
    public String toString() {
      return "Token[]";
    }
  }

  /**
   * It is there, but in a way in which no browser sends our cookie.
   *
   * @param problem what is wrong with it, in words of our own
   */
  record Unusable(String problem) implements PresentedCookie {}

  /**
   * Reads a cookie.
   *
   * @param lines the header's lines, of which HTTP/2 may make several (RFC 9113 §8.2.3)
   * @param name exactly the cookie's name
   * @param form what its value looks like
   */
  static PresentedCookie in(List<String> lines, String name, Pattern form) {
    String header = String.join(";", lines);
    long named = Pattern.compile(name, Pattern.LITERAL).matcher(header).results().count();
    if (named == 0) {
      return new None();
    }
    List<String> values =
        Arrays.stream(header.split(";"))
            .map(String::strip)
            .filter(pair -> pair.startsWith(name + "="))
            .map(pair -> pair.substring(name.length() + 1))
            .toList();
    if (values.size() > 1) {
      return new Unusable("the cookie is there more than once");
    }
    if (named > values.size()) {
      return new Unusable("the cookie's name is in another cookie");
    }
    return form.matcher(values.get(0)).matches()
        ? new Token(values.get(0))
        : new Unusable("the cookie's value has not the form of a refresh token");
  }
}
