package io.countersign.auth.spi;

import java.net.InetAddress;
import java.util.Arrays;

/**
 * IP addresses that follow one another: one address, or all of a network (RFC 4632 §3.1, RFC 4291
 * §2.3).
 *
 * @param first the lowest
 * @param last the highest, of the same version of IP
 */
public record AddressRange(InetAddress first, InetAddress last) {

  /** Checks that there is at least one address. */
  public AddressRange {
    if (first.getAddress().length != last.getAddress().length || compare(first, last) > 0) {
      throw new IllegalArgumentException("no range of addresses of one version");
    }
  }

  /** Whether there is one address only. */
  public boolean isSingle() {
    return first.equals(last);
  }

  /** Whether this address is one of them. */
  public boolean contains(InetAddress address) {
    return address.getAddress().length == first.getAddress().length
        && compare(first, address) <= 0
        && compare(address, last) <= 0;
  }

  private static int compare(InetAddress one, InetAddress other) {
    return Arrays.compareUnsigned(one.getAddress(), other.getAddress());
  }
}
