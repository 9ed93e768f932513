package io.countersign.auth.event;

import io.countersign.auth.spi.AddressRange;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Addresses that begin alike.
 *
 * @param address the first of them
 * @param prefixLength how many bits they share
 */
public record IpNetwork(IpAddress address, int prefixLength) {

  private static final Pattern PREFIX_LENGTH = Pattern.compile("[1-9][0-9]{0,2}");

  /**
   * Reads an IP address or a CIDR range (RFC 4632 §3.1, RFC 4291 §2.3).
   *
   * @return empty when the text is neither, has bits set behind its prefix, or covers all addresses
   */
  public static Optional<IpNetwork> parse(String text) {
    String[] parts = text.split("/", 2);
    return IpAddress.parse(parts[0])
        .flatMap(
            address ->
                parts.length == 1
                    ? Optional.of(new IpNetwork(address, address.bits()))
                    : network(address, parts[1]));
  }

  private static Optional<IpNetwork> network(IpAddress address, String prefixLength) {
    return Optional.of(prefixLength)
        .filter(digits -> PREFIX_LENGTH.matcher(digits).matches())
        .map(Integer::valueOf)
        .filter(bits -> bits <= address.bits() && address.prefix(bits).equals(address))
        .map(bits -> new IpNetwork(address, bits));
  }

  /** Whether an address is one of them. */
  public boolean contains(IpAddress other) {
    return other.bits() == address.bits() && other.prefix(prefixLength).equals(address);
  }

  /** All of them. */
  public AddressRange range() {
    return address.range(prefixLength);
  }

  /** The address as it is shown, or the range as a CIDR. */
  @Override
  public String toString() {
    return prefixLength == address.bits() ? address.toString() : address + "/" + prefixLength;
  }
}
