package io.countersign.auth.scan.live.service;

import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The address of a protected resource, to which the owner's tokens are sent.
 *
 * @param uri http or https, with a host and without user and fragment
 */
public record Target(URI uri) {

  /** By its name, not by what a resolver says of it. */
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[(::1|0:0:0:0:0:0:0:1)]");

  /**
   * Checks the address.
   *
   * @throws IllegalArgumentException when it is no HTTP address, or has a user or a fragment
   */
  public Target {
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw new IllegalArgumentException("the target is not an address such as https://host/me");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException("the target must have neither user nor fragment");
    }
  }

  /** Whether it is on this machine. */
  public boolean isLoopback() {
    return LOOPBACK.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
  }

  /** Whether requests to it can be read on the way. */
  public boolean isReadableOnTheWay() {
    return uri.getScheme().equalsIgnoreCase("http") && !isLoopback();
  }

  /** The address without its query, which may hold a secret. */
  public String shown() {
    String query = uri.getRawQuery();
    String whole = uri.toString();
    return query == null ? whole : whole.substring(0, whole.length() - query.length()) + "…";
  }
}
