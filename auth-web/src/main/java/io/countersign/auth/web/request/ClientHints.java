package io.countersign.auth.web.request;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a browser says of itself in client hints (User-Agent Client Hints). Browsers of Chromium's
 * family send these three with each request to a secure origin; others send none.
 *
 * <p>They are as untrusted as a user agent. What is malformed or too long counts as not sent.
 *
 * @param browser what its users call it, such as "Edge"; "Chromium" when no name is more specific
 * @param platform the operating system, such as "Windows"
 * @param mobile whether the device is a mobile one
 */
record ClientHints(Optional<String> browser, Optional<String> platform, boolean mobile) {

  /** The browser that others are made of: it tells little, and embedded ones tell no more. */
  static final String CHROMIUM = "Chromium";

  private static final int LONGEST_NAME = 40;

  /** Brands that no browser has, such as "Not)A;Brand", sent so that servers bear with any. */
  private static final Pattern GREASE = Pattern.compile("(?<![A-Za-z])Not(?![A-Za-z])");

  /** Brands of a part that comes along with the browser's or the application's own. */
  private static final Set<String> PARTS =
      Set.of("Android WebView", "Microsoft Edge WebView2", "Yowser");

  /** Brands that others send too, because they are made of it. The last tells least. */
  private static final List<String> MADE_OF = List.of("Microsoft Edge", "Google Chrome", CHROMIUM);

  private static final Map<String, String> CALLED =
      Map.of("Google Chrome", "Chrome", "Microsoft Edge", "Edge", "YaBrowser", "Yandex Browser");

  /** The hints of a request. */
  static ClientHints of(HttpServletRequest request) {
    return new ClientHints(
        browser(StructuredStrings.read(field(request, "Sec-CH-UA"))),
        platform(StructuredStrings.read(field(request, "Sec-CH-UA-Platform"))),
        field(request, "Sec-CH-UA-Mobile").equals("?1"));
  }

  /** The lines of a structured field are one value (RFC 8941 §4.2). */
  private static String field(HttpServletRequest request, String name) {
    return String.join(", ", Collections.list(request.getHeaders(name)));
  }

  private static Optional<String> browser(List<String> brands) {
    return brands.stream()
        .filter(it -> !GREASE.matcher(it).find() && !PARTS.contains(it))
        .map(ClientHints::shown)
        .filter(it -> !it.isEmpty())
        .min(Comparator.comparingInt(MADE_OF::indexOf))
        .map(it -> CALLED.getOrDefault(it, it));
  }

  private static Optional<String> platform(List<String> platforms) {
    return platforms.size() == 1
        ? Optional.of(shown(platforms.get(0))).filter(it -> !it.isEmpty() && !it.equals("Unknown"))
        : Optional.empty();
  }

  /** A name in which only letters, digits and what usual names have is left, and not too much. */
  private static String shown(String name) {
    String plain =
        name.replaceAll("[^A-Za-z0-9 .+_-]", "")
            .replaceAll(" +", " ")
            .replaceAll("^[^A-Za-z0-9]+", "");
    return plain.substring(0, Math.min(plain.length(), LONGEST_NAME)).strip();
  }
}
