package io.countersign.auth.web.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.event.IpAddress;
import io.countersign.auth.verify.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  private static boolean include(String proxies, String address) {
    return TrustedProxies.parse(proxies).include(IpAddress.parse(address).orElseThrow());
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.1",
    "10.0.0.1, ::ffff:10.0.0.1",
    "::ffff:10.0.0.1, 10.0.0.1",
    "10.0.0.0/8, 10.255.255.255",
    "10.0.0.128/25, 10.0.0.128",
    "10.0.0.1/32, 10.0.0.1",
    "128.0.0.0/1, 255.255.255.255",
    "2001:db8::/32, 2001:db8:ffff::1",
    "::1, 0:0:0:0:0:0:0:1",
    "fe80::/10, febf::1%eth0",
    "'192.0.2.1,10.0.0.0/8', 10.0.0.1",
    "' 192.0.2.1 , 10.0.0.0/8 ', 192.0.2.1"
  })
  void include_oneOfThem_isTrusted(String proxies, String address) {
    assertThat(include(proxies, address)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, 10.0.0.2",
    "10.0.0.0/8, 11.0.0.0",
    "10.0.0.0/8, 9.255.255.255",
    "10.0.0.128/25, 10.0.0.127",
    "2001:db8::/32, 2001:db9::",
    "::/1, 10.0.0.1",
    "10.0.0.0/8, a00::"
  })
  void include_anyOther_isNotTrusted(String proxies, String address) {
    assertThat(include(proxies, address)).isFalse();
  }

  @Test
  void include_none_isNobody() {
    assertThat(TrustedProxies.NONE.include(IpAddress.parse("127.0.0.1").orElseThrow())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "10.0.0.1,",
        "proxy.example",
        "*",
        "10.0.0.1/8",
        "10.0.0.0/33",
        "10.0.0.0/",
        "10.0.0.0/-8",
        "10.0.0.0/+8",
        "10.0.0.0/08",
        "10.0.0.0/8/8",
        "0.0.0.0/0",
        "::/0",
        "2001:db8::/129",
        "2001:db8::1/64",
        "::ffff:10.0.0.0/104",
        "10.0.0.0/8 11.0.0.0/8"
      })
  void parse_anythingElse_isRefusedByName(String value) {
    assertThatExceptionOfType(InvalidSettingException.class)
        .isThrownBy(() -> TrustedProxies.parse(value))
        .withMessageStartingWith("countersign.trusted-proxies must be IP addresses");
  }
}
