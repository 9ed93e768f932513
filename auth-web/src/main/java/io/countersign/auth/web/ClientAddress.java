package io.countersign.auth.web;

import io.countersign.auth.core.IpAddress;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads from a request which IP address it comes from.
 *
 * <p>That is who connects, unless it is a trusted proxy: then whom it says it forwards for, and so
 * on until somebody is not a trusted proxy. What stands further left in a header is only what a
 * client says about itself and is never looked at; an entry that is no address ends the search at
 * the last proxy that was one. No name is ever looked up.
 *
 * <p>A proxy writes {@code X-Forwarded-For} or {@code Forwarded} (RFC 7239) and as a rule lets the
 * other pass as the client sent it, so the other is not looked at.
 */
final class ClientAddress {

  /** Where proxies write whom they forward for. */
  enum Header {
    /** The older, which has no standard. */
    X_FORWARDED_FOR("X-Forwarded-For"),
    /** The one of RFC 7239. */
    FORWARDED("Forwarded");

    private final String name;

    Header(String name) {
      this.name = name;
    }

    private Optional<IpAddress> client(String entry) {
      return switch (this) {
        case X_FORWARDED_FOR -> node(entry);
        case FORWARDED -> forwardedFor(entry);
      };
    }

    /**
     * The header of this name.
     *
     * @return empty when it is neither
     */
    static Optional<Header> named(String name) {
      return Stream.of(values()).filter(it -> it.name.equalsIgnoreCase(name)).findFirst();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static final String PORT = "(?::(?:[0-9]{1,5}|_[\\w.-]++))?";

  /** An address, in brackets or not, with a port or without (RFC 7239 §6). */
  private static final Pattern NODE =
      Pattern.compile("\\[([^\\[\\]]*+)]" + PORT + "|([0-9.]++)" + PORT + "|([^\\[\\]]*+)");

  /** A parameter (RFC 7239 §4); a quoted address needs no backslash. */
  private static final Pattern PARAMETER =
      Pattern.compile("[ \t]*+([!#$%&'*+.^`|~\\w-]++)=(?:\"([^\"\\\\]*+)\"|([^\\s\",;]++))[ \t]*+");

  private ClientAddress() {}

  /**
   * The address of whoever sent a request.
   *
   * @param header what the trusted proxies write
   * @return empty when the server does not know who connects
   */
  static Optional<String> of(HttpServletRequest request, TrustedProxies trusted, Header header) {
    return Optional.ofNullable(request.getRemoteAddr())
        .flatMap(IpAddress::parse)
        .map(peer -> trusted.include(peer) ? client(peer, request, trusted, header) : peer)
        .map(IpAddress::toString);
  }

  /** A header's entries, the last proxy's first. */
  private static List<String> entries(HttpServletRequest request, String header) {
    List<String> entries =
        new ArrayList<>(
            Collections.list(request.getHeaders(header)).stream()
                .flatMap(line -> Stream.of(line.split(",", -1)))
                .toList());
    Collections.reverse(entries);
    return entries;
  }

  private static IpAddress client(
      IpAddress peer, HttpServletRequest request, TrustedProxies trusted, Header header) {
    IpAddress client = peer;
    for (String entry : entries(request, header.name)) {
      Optional<IpAddress> next = header.client(entry);
      if (next.isEmpty()) {
        return client;
      }
      client = next.get();
      if (!trusted.include(client)) {
        return client;
      }
    }
    return client;
  }

  private static Optional<IpAddress> node(String text) {
    Matcher node = NODE.matcher(text.strip());
    if (!node.matches()) {
      return Optional.empty();
    }
    return Stream.of(1, 2, 3)
        .map(node::group)
        .flatMap(Stream::ofNullable)
        .findFirst()
        .flatMap(IpAddress::parse);
  }

  /** The one {@code for} of an entry that is well-formed as a whole. */
  private static Optional<IpAddress> forwardedFor(String entry) {
    List<String> nodes = new ArrayList<>();
    for (String part : entry.split(";", -1)) {
      Matcher parameter = PARAMETER.matcher(part);
      if (!parameter.matches()) {
        return Optional.empty();
      }
      if (parameter.group(1).equalsIgnoreCase("for")) {
        nodes.add(parameter.group(2) != null ? parameter.group(2) : parameter.group(3));
      }
    }
    return nodes.size() == 1 ? node(nodes.get(0)) : Optional.empty();
  }
}
