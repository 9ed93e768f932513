package io.countersign.auth.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.spi.AddressRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "192.0.2.7, 192.0.2.7, 192.0.2.7, 192.0.2.7",
    "192.0.2.7/32, 192.0.2.7, 192.0.2.7, 192.0.2.7",
    "192.0.2.0/24, 192.0.2.0/24, 192.0.2.0, 192.0.2.255",
    "10.32.0.0/11, 10.32.0.0/11, 10.32.0.0, 10.63.255.255",
    "128.0.0.0/1, 128.0.0.0/1, 128.0.0.0, 255.255.255.255",
    "::ffff:192.0.2.7, 192.0.2.7, 192.0.2.7, 192.0.2.7",
    "2001:DB8:0::7, 2001:db8::7, 2001:db8::7, 2001:db8::7",
    "2001:db8::/33, 2001:db8::/33, 2001:db8::, 2001:db8:7fff:ffff:ffff:ffff:ffff:ffff",
  })
  void parse_addressOrRange_hasItsFirstAndLast(
      String text, String shown, String first, String last) {
    IpNetwork network = IpNetwork.parse(text).orElseThrow();
    assertThat(network).hasToString(shown);
    AddressRange range = network.range();
    assertThat(IpAddress.parse(range.first().getHostAddress()).orElseThrow()).hasToString(first);
    assertThat(IpAddress.parse(range.last().getHostAddress()).orElseThrow()).hasToString(last);
    assertThat(range.isSingle()).isEqualTo(first.equals(last));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "192.0.2",
        "192.0.2.7/24",
        "192.0.2.0/33",
        "192.0.2.0/",
        "192.0.2.0/+24",
        "192.0.2.0/024",
        "192.0.2.0/24/24",
        "0.0.0.0/0",
        "::/0",
        "2001:db8::/129",
        "2001:db8::1/64",
      })
  void parse_otherText_isRefused(String text) {
    assertThat(IpNetwork.parse(text)).isEmpty();
  }
}
