package io.countersign.auth.web.settings;

import io.countersign.auth.event.IpAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Who may read the metrics. */
public enum MetricsAccess {
  /** What runs beside the server and asks it directly. */
  LOCAL,
  /** Whoever reaches the server: the network says who may. */
  OPEN,
  /** Nobody. */
  OFF;

  /** One of them is in every request that a proxy, even one beside the server, has passed on. */
  private static final List<String> FORWARDING =
      List.of(
          "Forwarded",
          "Via",
          "X-Forwarded-For",
          "X-Forwarded-Host",
          "X-Forwarded-Proto",
          "X-Real-IP");

  /** Whether the sender of a request may read them. */
  public boolean admits(HttpServletRequest request) {
    return switch (this) {
      case LOCAL -> isLocal(request);
      case OPEN -> true;
      case OFF -> false;
    };
  }

  /**
   * By its peer; and by its host, since a proxy that adds no header may keep that of its client, as
   * does a browser that was led here by somebody else's name.
   */
  private static boolean isLocal(HttpServletRequest request) {
    return isLoopback(request.getRemoteAddr())
        && isLoopbackHost(request.getServerName())
        && FORWARDING.stream().allMatch(header -> request.getHeader(header) == null);
  }

  private static boolean isLoopbackHost(String host) {
    boolean isBracketed = host.startsWith("[") && host.endsWith("]");
    return host.equalsIgnoreCase("localhost")
        || isLoopback(isBracketed ? host.substring(1, host.length() - 1) : host);
  }

  private static boolean isLoopback(String address) {
    return IpAddress.parse(address).filter(IpAddress::isLoopback).isPresent();
  }
}
