package io.countersign.auth.web.request;

import io.countersign.auth.event.IpAddress;
import io.countersign.auth.web.settings.ForwardingHeader;
import io.countersign.auth.web.settings.TrustedProxies;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Reads from a request the IP address that it comes from.
 *
 * <p>The search begins at the address that connects. While that is a trusted proxy's, the search
 * goes on at the address that the proxy says it forwards for. The first address that is no trusted
 * proxy's is the client's.
 *
 * <p>Entries further left than that in the header are only what a client says about itself, and are
 * never looked at. An entry that is no address ends the search at the proxy that wrote it. No name
 * is ever looked up.
 *
 * <p>A proxy writes {@code X-Forwarded-For} or {@code Forwarded} (RFC 7239). As a rule it lets the
 * other header pass as the client sent it, so only the configured one is looked at.
 */
final class ClientAddress {

  private static final String PORT = "(?::(?:[0-9]{1,5}|_[\\w.-]++))?";

  /** An address, in brackets or not, with a port or without (RFC 7239 §6). */
  private static final Pattern NODE =
      Pattern.compile("\\[([^\\[\\]]*+)]" + PORT + "|([0-9.]++)" + PORT + "|([^\\[\\]]*+)");

  /** A parameter (RFC 7239 §4); a quoted address needs no backslash. */
  private static final Pattern PARAMETER =
      Pattern.compile("[ \t]*+([!#$%&'*+.^`|~\\w-]++)=(?:\"([^\"\\\\]*+)\"|([^\\s\",;]++))[ \t]*+");

  private ClientAddress() {}

  /**
   * The address of the client that sent a request.
   *
   * @param header what the trusted proxies write
   * @return empty when the server does not know who connects
   */
  static Optional<String> of(
      HttpServletRequest request, TrustedProxies trusted, ForwardingHeader header) {
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
      IpAddress peer, HttpServletRequest request, TrustedProxies trusted, ForwardingHeader header) {
    IpAddress client = peer;
    for (String entry : entries(request, header.toString())) {
      Optional<IpAddress> next = client(header, entry);
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

  private static Optional<IpAddress> client(ForwardingHeader header, String entry) {
    return switch (header) {
      case X_FORWARDED_FOR -> node(entry);
      case FORWARDED -> forwardedFor(entry);
    };
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
