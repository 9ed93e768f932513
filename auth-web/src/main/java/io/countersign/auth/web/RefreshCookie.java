package io.countersign.auth.web;

import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The cookie in which browsers keep the refresh token, out of reach of scripts (RFC 6265 §4.1.2).
 */
final class RefreshCookie {

  static final String NAME = "__Secure-countersign-refresh";

  private static final Pattern PAIR = Pattern.compile("(?:^|;) *" + NAME + "=");

  private static final String ATTRIBUTES = "; HttpOnly; Secure; SameSite=Strict; Path=/auth";

  private RefreshCookie() {}

  /** The {@code Set-Cookie} header that keeps a token. */
  static String keep(String refreshToken, Duration maxAge) {
    return NAME + "=" + refreshToken + "; Max-Age=" + maxAge.toSeconds() + ATTRIBUTES;
  }

  /** The {@code Set-Cookie} header that removes the token. */
  static String remove() {
    return NAME + "=; Max-Age=0" + ATTRIBUTES;
  }

  /**
   * The token that the request's cookie carries.
   *
   * @return empty when there is no such cookie
   * @throws ForbiddenException when there is one but the request is not same-origin, or there are
   *     two: a neighbouring domain can plant one
   */
  static Optional<String> read(HttpHeaders headers) {
    Cookie cookie = headers.getCookies().get(NAME);
    if (cookie == null || cookie.getValue() == null || cookie.getValue().isEmpty()) {
      return Optional.empty();
    }
    if (!isSameOrigin(headers) || isThereTwice(headers)) {
      throw new ForbiddenException();
    }
    return Optional.of(cookie.getValue());
  }

  private static boolean isThereTwice(HttpHeaders headers) {
    String cookies = String.join(";", headers.getRequestHeader(HttpHeaders.COOKIE));
    return PAIR.matcher(cookies).results().count() > 1;
  }

  /** What the browser says of itself: Fetch Metadata where it sends it, else the origin. */
  private static boolean isSameOrigin(HttpHeaders headers) {
    String site = headers.getHeaderString("Sec-Fetch-Site");
    if (site != null) {
      return site.equals("same-origin");
    }
    String origin = headers.getHeaderString("Origin");
    String host = headers.getHeaderString(HttpHeaders.HOST);
    if (origin == null || host == null) {
      return false;
    }
    return origin.equalsIgnoreCase("https://" + host) || origin.equalsIgnoreCase("http://" + host);
  }
}
