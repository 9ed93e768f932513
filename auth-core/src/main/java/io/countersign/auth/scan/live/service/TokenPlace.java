package io.countersign.auth.scan.live.service;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where in a request the token goes.
 *
 * @param header the header's name
 * @param before what stands before the token in it, such as {@code Bearer}, a space behind
 * @param cookie the cookie's name, empty when it is in none
 */
public record TokenPlace(String header, String before, String cookie) {

  private static final String COOKIE = "Cookie";

  /** RFC 9110 §5.6.2; a cookie's name is one as well (RFC 6265 §4.1.1). */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,200}");

  private static final Pattern BEFORE = Pattern.compile("[\\x20-\\x7e]{0,200}");

  /** As RFC 6750 §2.1 has it. */
  public static final TokenPlace BEARER = new TokenPlace("Authorization", "Bearer ", "");

  /**
   * Checks the names.
   *
   * @throws IllegalArgumentException when a name is no token of RFC 9110, or a cookie has no name
   */
  public TokenPlace {
    if (!NAME.matcher(header).matches() || !BEFORE.matcher(before).matches()) {
      throw new IllegalArgumentException("the token's header is none");
    }
    if (cookie.isEmpty() && header.equalsIgnoreCase(COOKIE)) {
      throw new IllegalArgumentException("a token in a cookie needs the cookie's name");
    }
  }

  /** In a header, after these words. */
  public static TokenPlace inHeader(String name, String before) {
    return new TokenPlace(name, before, "");
  }

  /** In a cookie of this name. */
  public static TokenPlace inCookie(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("the token's cookie has no name that a cookie can have");
    }
    return new TokenPlace(COOKIE, "", name);
  }

  /** Whether the owner's own headers leave this place free. */
  public boolean isFree(Map<String, String> headers) {
    Optional<String> own =
        headers.entrySet().stream()
            .filter(it -> it.getKey().equalsIgnoreCase(header))
            .map(Map.Entry::getValue)
            .findFirst();
    return own.isEmpty()
        || (!cookie.isEmpty()
            && own.filter(it -> ("; " + it).contains("; " + cookie + "=")).isEmpty());
  }

  /** The headers with the token in its place; without one, as they are. */
  Map<String, String> with(String token, Map<String, String> headers) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    if (token.isEmpty()) {
      return all;
    }
    if (cookie.isEmpty()) {
      all.put(header, before + token);
      return all;
    }
    String pair = cookie + "=" + token;
    String name = // a request has one header of cookies (RFC 6265 §5.4)
        all.keySet().stream().filter(header::equalsIgnoreCase).findFirst().orElse(header);
    all.merge(name, pair, (own, added) -> own + "; " + added);
    return all;
  }
}
