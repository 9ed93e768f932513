package io.countersign.auth.verify;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where a server serves {@code /auth}: an address to which a token may be sent. */
public final class ServerAddress {

  /** By its name, not by what a resolver says of it. */
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

  private final String base;

  private ServerAddress(String base) {
    this.base = base;
  }

  /**
   * Reads an address.
   *
   * @param url such as {@code https://login.example.com/auth}
   * @param insecureHttp whether plain http will do for hosts other than this machine
   * @throws IllegalArgumentException when it is no such address, saying why
   */
  public static ServerAddress of(String url, boolean insecureHttp) {
    URI uri = parse(url);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw new IllegalArgumentException("is not an address such as https://host/auth");
    }
    if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getFragment() != null) {
      throw new IllegalArgumentException("must have neither user, query nor fragment");
    }
    if (scheme.equals("http") && !insecureHttp && !isThisMachine(uri.getHost())) {
      throw new IllegalArgumentException(
          "is plain http, which shows the access token to the network; take https, or"
              + " insecure-http if you must");
    }
    return new ServerAddress(url.replaceFirst("/+$", ""));
  }

  /** Whether a host is this machine by its name. */
  static boolean isThisMachine(String host) {
    return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
  }

  private static URI parse(String url) {
    try {
      return new URI(url);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("is not an address", e);
    }
  }

  /**
   * The address of something below it.
   *
   * @param path with a slash before it
   */
  public URI resolve(String path) {
    return URI.create(base + path);
  }

  /** The address itself, which is no secret. */
  @Override
  public String toString() {
    return base;
  }
}
