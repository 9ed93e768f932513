package io.countersign.auth.web.settings;

import io.countersign.auth.event.IpAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/** Who may read the metrics. */
public enum MetricsAccess {
  /** Programs that run beside the server and ask it directly. */
  LOCAL,
  /** Everybody who reaches the server. The network decides who does. */
  OPEN,
  /** Nobody. */
  OFF;

  /**
   * Headers of proxies. A request that a proxy passed on, even one beside the server, has at least
   * one.
   */
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
   * Looks at the request's peer, its host and its headers. A proxy that adds no header may keep the
   * host that its client asked for. A browser that was led here by somebody else's name asks for
   * that name.
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
