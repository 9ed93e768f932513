package io.countersign.auth.event;

import io.countersign.auth.spi.AddressRange;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An IP address without a zone. An IPv4 address that came mapped into IPv6 (RFC 4291 §2.5.5.2) is
 * IPv4 here.
 *
 * <p>It is shown as RFC 5952 writes it, and kept by its {@linkplain #key() key}.
 */
public final class IpAddress {

  private static final int IPV6_NETWORK = 64;

  private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
  private static final String IPV4 = OCTET + "(?:\\." + OCTET + "){3}";

  /** No host name fits, so none is ever looked up. */
  private static final Pattern LITERAL =
      Pattern.compile(
          IPV4 + "|(?=[^:]*:)([0-9a-fA-F:]{2,39}(?:(?<=:)" + IPV4 + ")?)(?:%[\\w.~-]+)?");

  /** Groups of zero, of which one alone stays (RFC 5952 §4.2.2). */
  private static final Pattern ZEROS = Pattern.compile("(?:^|:)0(?::0)+(?::|$)");

  private final InetAddress address;

  private IpAddress(InetAddress address) {
    this.address = address;
  }

  /**
   * Reads an address in dotted decimal, or in one of the spellings of RFC 4291 §2.2. A zone (RFC
   * 4007 §11) is left out.
   *
   * @return empty when the text is neither, such as the name of a host
   */
  @SuppressWarnings("AddressSelection") // a literal: nothing to select from
  public static Optional<IpAddress> parse(String text) {
    var literal = LITERAL.matcher(text);
    if (!literal.matches()) {
      return Optional.empty();
    }
    String ipv6 = literal.group(1);
    try {
      return Optional.of(new IpAddress(InetAddress.getByName(ipv6 == null ? text : ipv6)));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /** Whether it is an IPv6 address. An IPv4 address that came mapped into IPv6 is not. */
  public boolean isIpv6() {
    return bits() > Integer.SIZE;
  }

  /** How many bits it has: 32 or 128. */
  public int bits() {
    return address.getAddress().length * Byte.SIZE;
  }

  /**
   * The same address with only its first bits, the others being 0.
   *
   * @param prefixLength how many, from 0 to {@link #bits()}
   */
  public IpAddress prefix(int prefixLength) {
    return of(masked(prefixLength, 0x00));
  }

  /**
   * All addresses that begin as this one does.
   *
   * @param prefixLength how many bits they share, from 0 to {@link #bits()}
   */
  public AddressRange range(int prefixLength) {
    return new AddressRange(
        of(masked(prefixLength, 0x00)).address, of(masked(prefixLength, 0xFF)).address);
  }

  /** The octets with the bits behind the prefix replaced by those of {@code filling}. */
  private byte[] masked(int prefixLength, int filling) {
    byte[] octets = address.getAddress();
    for (int i = 0; i < octets.length; i++) {
      int kept = Math.max(0, Math.min(Byte.SIZE, prefixLength - i * Byte.SIZE));
      int mask = 0xFF << (Byte.SIZE - kept);
      octets[i] = (byte) ((octets[i] & mask) | (filling & ~mask));
    }
    return octets;
  }

  private static IpAddress of(byte[] octets) {
    try {
      return new IpAddress(InetAddress.getByAddress(octets));
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // only for another number of octets
    }
  }

  /** Whether it leads back to the machine itself (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3). */
  public boolean isLoopback() {
    return address.isLoopbackAddress();
  }

  /** What one customer of a network has: the IPv4 address itself, the IPv6 address's /64. */
  public IpAddress network() {
    return prefix(Math.min(bits(), IPV6_NETWORK));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof IpAddress that
        && Arrays.equals(address.getAddress(), that.address.getAddress());
  }

  @Override
  public int hashCode() {
    return address.hashCode();
  }

  /**
   * The form to store and to look up: IPv6 has its eight groups, so all addresses of a network
   * begin alike. Never shown.
   */
  public String key() {
    return address.getHostAddress();
  }

  /**
   * An address as it is shown, from any form in which it was kept.
   *
   * @param text an address that {@link #parse} reads; any other text is returned as it is
   */
  public static String shown(String text) {
    return parse(text).map(IpAddress::toString).orElse(text);
  }

  /**
   * The address as RFC 5952 §4 writes it: its longest run of zeros, the first of two, is left out.
   */
  @Override
  public String toString() {
    String groups = key();
    if (!isIpv6()) {
      return groups;
    }
    return ZEROS
        .matcher(groups)
        .results()
        .reduce((longest, run) -> count(run) > count(longest) ? run : longest)
        .map(run -> groups.substring(0, run.start()) + "::" + groups.substring(run.end()))
        .orElse(groups);
  }

  private static long count(MatchResult zeros) {
    return zeros.group().chars().filter(digit -> digit == '0').count();
  }
}
