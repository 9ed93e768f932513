package io.countersign.auth.web.settings;

import java.net.IDN;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where browsers reach the deployment, as its issuer says.
 *
 * @param origin as browsers write it (RFC 6454 §6.2), such as {@code https://login.example.com};
 *     empty when the issuer is no {@code http} or {@code https} URL
 * @param path the path of {@code /auth} as browsers see it, without a slash at its end
 */
public record IssuerAddress(Optional<String> origin, String path) {

  /** The path of an issuer that has none. */
  public static final String DEFAULT_PATH = "/auth";

  private static final List<String> LOOPBACK =
      List.of("http://localhost", "http://127.0.0.1", "http://[::1]");

  private static final String AUTHORITY =
      "(?i)(?<scheme>https?)://(?<host>\\[[0-9a-f:.]+]|[^\\s/?#@:\\[\\]]+)(?::(?<port>[0-9]{1,5}))?";

  private static final Pattern ORIGIN = Pattern.compile(AUTHORITY);
  private static final Pattern URL = Pattern.compile(AUTHORITY + "(?<path>/[^?#]*)?(?:[?#].*)?");

  /** What a cookie's path may be (RFC 6265 §4.1.1), beginning with a slash and ending with none. */
  private static final Pattern COOKIE_PATH = Pattern.compile("/[!-~&&[^;]]*[!-~&&[^;/]]");

  /** Reads an issuer. */
  public static IssuerAddress of(String issuer) {
    Matcher url = URL.matcher(issuer);
    return url.matches()
        ? new IssuerAddress(originOf(url), pathOf(url))
        : new IssuerAddress(Optional.empty(), DEFAULT_PATH);
  }

  /**
   * An origin in one spelling (RFC 6454 §4): scheme and host in lower case, no port that is the
   * scheme's own.
   *
   * @return empty when the text is not exactly an {@code http} or {@code https} origin
   */
  public static Optional<String> normalized(String origin) {
    Matcher matcher = ORIGIN.matcher(origin);
    return matcher.matches() ? originOf(matcher) : Optional.empty();
  }

  /**
   * The address by which clients reach something under {@code /auth}. It has no host where the
   * issuer is no URL.
   *
   * @param below the segments of its path below {@code /auth}
   */
  public String locate(String... below) {
    return origin.orElse("") + path + "/" + String.join("/", below);
  }

  /** Whether what goes to an origin is safe on its way: over TLS, or on this machine. */
  public static boolean isSafe(String origin) {
    return origin.startsWith("https://")
        || LOOPBACK.stream().anyMatch(it -> origin.equals(it) || origin.startsWith(it + ":"));
  }

  private static Optional<String> originOf(Matcher url) {
    String scheme = url.group("scheme").toLowerCase(Locale.ROOT);
    String port = url.group("port");
    boolean isDefault =
        port == null || Integer.parseInt(port) == (scheme.equals("https") ? 443 : 80);
    try {
      String host = IDN.toASCII(url.group("host"), IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
      return Optional.of(scheme + "://" + host + (isDefault ? "" : ":" + Integer.parseInt(port)));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no name of a host
    }
  }

  private static String pathOf(Matcher url) {
    String path = url.group("path");
    String trimmed = path == null ? "" : path.replaceFirst("/+$", "");
    return COOKIE_PATH.matcher(trimmed).matches() ? trimmed : DEFAULT_PATH;
  }
}
