package io.countersign.auth.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  private static IpAddress address(String text) {
    return IpAddress.parse(text).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "0:0:0:0:0:0:0:0, ::",
    "0:0:0:0:0:0:0:1, ::1",
    "1:0:0:0:0:0:0:0, 1::",
    "2001:DB8:0:0:0::00ff, 2001:db8::ff",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:1:2:3:4:0:0, ::1:2:3:4:0:0",
    "100:0:0:10:0:0:1:10, 100::10:0:0:1:10",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:3:4:5:6",
    "fe80::1%eth0, fe80::1",
    "fe80:0::1%2, fe80::1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "::FFFF:c000:201, 192.0.2.1",
    "0:0:0:0:0:ffff:192.0.2.1, 192.0.2.1",
    "64:ff9b::192.0.2.1, 64:ff9b::c000:201"
  })
  void parse_anySpelling_isShownAsRfc5952Writes(String text, String canonical) {
    assertThat(address(text)).hasToString(canonical).isEqualTo(address(canonical));
    assertThat(address(text)).hasSameHashCodeAs(address(canonical));
  }

  /** By which logins of earlier versions are looked up. */
  @ParameterizedTest
  @CsvSource({"192.0.2.1, 192.0.2.1", "::, 0:0:0:0:0:0:0:0", "2001:db8::ff, 2001:db8:0:0:0:0:0:ff"})
  void key_hasAllGroups(String text, String key) {
    assertThat(address(text).key()).isEqualTo(key);
  }

  @Test
  void shown_noAddress_isItself() {
    assertThat(IpAddress.shown("2001:db8:0:0:0:0:0:1")).isEqualTo("2001:db8::1");
    assertThat(IpAddress.shown("unknown")).isEqualTo("unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "example.com",
        "cafe",
        "dead.beef",
        "1",
        "3232235777",
        "0x7f.0.0.1",
        "127.1",
        "192.0.2",
        "192.0.2.256",
        "192.0.2.01",
        "0300.0.2.1",
        "192.0.2.1.",
        "192.0.2.1/24",
        "192.0.2.1:80",
        "192.0.2.1%eth0",
        " 192.0.2.1",
        "192.0.2.1\n",
        "\u0661.2.3.4",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "[::1]",
        "::1%",
        "::1%a b",
        "::1%\n",
        "::192.0.2.256",
        "::ffff:192.0.2.1:1",
        "g::1",
        "unknown",
        "_hidden"
      })
  void parse_anythingElse_isEmpty(String text) {
    assertThat(IpAddress.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.255, 24, 192.0.2.0",
    "192.0.2.255, 25, 192.0.2.128",
    "192.0.2.255, 31, 192.0.2.254",
    "192.0.2.255, 32, 192.0.2.255",
    "192.0.2.255, 0, 0.0.0.0",
    "255.255.255.255, 1, 128.0.0.0",
    "2001:db8:1:2:3:4:5:6, 64, 2001:db8:1:2::",
    "2001:db8:1:2:3:4:5:6, 128, 2001:db8:1:2:3:4:5:6",
    "2001:db8:ffff::, 33, 2001:db8:8000::"
  })
  void prefix_keepsTheFirstBits(String text, int length, String prefix) {
    assertThat(address(text).prefix(length)).isEqualTo(address(prefix));
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::",
    "2001:db8:1:2:ffff:ffff:ffff:ffff, 2001:db8:1:2::"
  })
  void network_isWhatOneCustomerHas(String text, String network) {
    assertThat(address(text).network()).hasToString(network);
  }

  @Test
  void equals_otherAddressOrLength_isNot() {
    assertThat(address("192.0.2.1")).isNotEqualTo(address("192.0.2.2"));
    assertThat(address("0.0.0.1")).isNotEqualTo(address("::1"));
    assertThat(address("192.0.2.1").bits()).isEqualTo(32);
    assertThat(address("::1").bits()).isEqualTo(128);
  }
}
