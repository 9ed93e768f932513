package io.countersign.auth.web.settings;

import io.countersign.auth.event.IpAddress;
import io.countersign.auth.event.IpNetwork;
import io.countersign.auth.verify.InvalidSettingException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The proxies whose word on a client's address is taken.
 *
 * @param networks their addresses and networks
 */
public record TrustedProxies(List<IpNetwork> networks) {

  /** No proxy's word is taken: a client has the address that it connects from. */
  public static final TrustedProxies NONE = new TrustedProxies(List.of());

  private static final String SETTING = "countersign.trusted-proxies";

  /** Copies the list. */
  public TrustedProxies {
    networks = List.copyOf(networks);
  }

  /**
   * Reads the setting.
   *
   * @param value IP addresses and CIDR ranges (RFC 4632 §3.1, RFC 4291 §2.3), separated by commas
   * @throws InvalidSettingException when an item is neither, has bits set behind its prefix, or
   *     covers all addresses
   */
  public static TrustedProxies parse(String value) {
    return new TrustedProxies(
        Stream.of(value.split(",", -1)).map(String::strip).map(TrustedProxies::network).toList());
  }

  private static IpNetwork network(String text) {
    return IpNetwork.parse(text).orElseThrow(() -> refused(text));
  }

  private static InvalidSettingException refused(String text) {
    return new InvalidSettingException(
        SETTING,
        "must be IP addresses and CIDR ranges such as 10.0.0.0/8, separated by commas, but has \""
            + text
            + "\"");
  }

  /** Whether this is one of them. */
  public boolean include(IpAddress address) {
    return networks.stream().anyMatch(network -> network.contains(address));
  }
}
