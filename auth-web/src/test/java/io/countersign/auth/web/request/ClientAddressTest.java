package io.countersign.auth.web.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.web.settings.ForwardingHeader;
import io.countersign.auth.web.settings.TrustedProxies;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {

  private static final TrustedProxies TRUSTED =
      TrustedProxies.parse("10.0.0.0/8,2001:db8:ffff::/48");
  private static final String PROXY = "10.0.0.1";

  private static String of(@Nullable String peer, Map<String, List<String>> headers) {
    return of(peer, headers, ForwardingHeader.X_FORWARDED_FOR);
  }

  private static String of(
      @Nullable String peer, Map<String, List<String>> headers, ForwardingHeader header) {
    return ClientAddress.of(Requests.from(peer, headers), TRUSTED, header).orElse("none");
  }

  private static String byOlder(String peer, String... lines) {
    return of(peer, Map.of("X-Forwarded-For", Arrays.asList(lines)));
  }

  private static String byNewer(String peer, String... lines) {
    return of(peer, Map.of("Forwarded", Arrays.asList(lines)), ForwardingHeader.FORWARDED);
  }

  @Test
  void of_noHeader_isThePeer() {
    assertThat(of("192.0.2.1", Map.of())).isEqualTo("192.0.2.1");
    assertThat(of(PROXY, Map.of())).isEqualTo(PROXY);
    assertThat(of("::ffff:192.0.2.1", Map.of())).isEqualTo("192.0.2.1");
    assertThat(of("0:0:0:0:0:0:0:1%lo", Map.of())).isEqualTo("::1");
  }

  @Test
  void of_peerThatIsNoAddress_isNone() {
    assertThat(of(null, Map.of())).isEqualTo("none");
    assertThat(byOlder("unix:", "192.0.2.1")).isEqualTo("none");
  }

  @Test
  void of_peerThatIsNoProxy_isNotBelieved() {
    assertThat(byOlder("192.0.2.1", "198.51.100.1")).isEqualTo("192.0.2.1");
    assertThat(byNewer("192.0.2.1", "for=198.51.100.1")).isEqualTo("192.0.2.1");
    assertThat(byOlder("192.0.2.1", PROXY)).isEqualTo("192.0.2.1");
    assertThat(
            ClientAddress.of(
                Requests.from(PROXY, Map.of("X-Forwarded-For", List.of("198.51.100.1"))),
                TrustedProxies.NONE,
                ForwardingHeader.X_FORWARDED_FOR))
        .contains(PROXY);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "' 192.0.2.1 ', 192.0.2.1",
    "192.0.2.1:4711, 192.0.2.1",
    "::ffff:192.0.2.1, 192.0.2.1",
    "2001:db8::1, 2001:db8::1",
    "[2001:db8::1], 2001:db8::1",
    "[2001:db8::1]:4711, 2001:db8::1"
  })
  void of_proxysWord_isWhomItForwardsFor(String entry, String client) {
    assertThat(byOlder(PROXY, entry)).isEqualTo(client);
    assertThat(byOlder("::ffff:10.0.0.1", entry)).isEqualTo(client);
    assertThat(byOlder("2001:db8:ffff::7", entry)).isEqualTo(client);
  }

  @Test
  void of_spoofedLeftmost_isNeverLookedAt() {
    assertThat(byOlder(PROXY, "198.51.100.1, 192.0.2.1")).isEqualTo("192.0.2.1");
    assertThat(byOlder(PROXY, "10.0.0.9, 198.51.100.1, 192.0.2.1")).isEqualTo("192.0.2.1");
    assertThat(byOlder(PROXY, "127.0.0.1, 192.0.2.1, 10.0.0.2")).isEqualTo("192.0.2.1");
    assertThat(byOlder(PROXY, "garbage, 192.0.2.1")).isEqualTo("192.0.2.1");
    assertThat(byNewer(PROXY, "for=198.51.100.1, for=192.0.2.1")).isEqualTo("192.0.2.1");
    assertThat(byNewer(PROXY, "for=\"198.51.100.1, for=192.0.2.1")).isEqualTo("192.0.2.1");
  }

  @Test
  void of_severalLines_areOneListInTheirOrder() {
    assertThat(byOlder(PROXY, "198.51.100.1", "192.0.2.1")).isEqualTo("192.0.2.1");
    assertThat(byOlder(PROXY, "192.0.2.1", "10.0.0.2")).isEqualTo("192.0.2.1");
    assertThat(byNewer(PROXY, "for=198.51.100.1", "for=192.0.2.1")).isEqualTo("192.0.2.1");
  }

  @Test
  void of_proxiesOnly_isTheFirstOfThem() {
    assertThat(byOlder(PROXY, "10.0.0.3, 10.0.0.2")).isEqualTo("10.0.0.3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "unknown",
        "_hidden",
        "client.example",
        "192.0.2.1 192.0.2.2",
        "192.0.2.1:",
        "192.0.2.1:123456",
        "192.0.2.1:80:80",
        "[192.0.2.1",
        "[2001:db8::1]x",
        "[[2001:db8::1]]",
        "\"192.0.2.1\"",
        "for=192.0.2.1",
        "192.0.2.1/24",
        "0x7f000001"
      })
  void of_entryThatIsNoAddress_isTheLastProxyThatWasOne(String entry) {
    assertThat(byOlder(PROXY, entry)).isEqualTo(PROXY);
    assertThat(byOlder(PROXY, "192.0.2.1, " + entry)).isEqualTo(PROXY);
    assertThat(byOlder(PROXY, "192.0.2.1, " + entry + ", 10.0.0.2")).isEqualTo("10.0.0.2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "for=192.0.2.1 | 192.0.2.1",
        "For=192.0.2.1 | 192.0.2.1",
        "for=\"192.0.2.1\" | 192.0.2.1",
        "for=\"192.0.2.1:4711\" | 192.0.2.1",
        "for=\"192.0.2.1:_port\" | 192.0.2.1",
        "for=\"[2001:db8::1]\" | 2001:db8::1",
        "for=\"[2001:db8::1]:4711\" | 2001:db8::1",
        "for=\"[::ffff:192.0.2.1]\" | 192.0.2.1",
        "proto=https;for=192.0.2.1;by=203.0.113.43 | 192.0.2.1",
        "proto=https; for=192.0.2.1 ; host=auth.example | 192.0.2.1",
        "by=198.51.100.1;for=192.0.2.1 | 192.0.2.1"
      })
  void of_forwarded_isReadAsTheRfcWritesIt(String entry, String client) {
    assertThat(byNewer(PROXY, entry)).isEqualTo(client);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "192.0.2.1",
        "by=192.0.2.1",
        "for=",
        "for=unknown",
        "for=_hidden",
        "for=\"192.0.2.1",
        "for=192.0.2.1\"",
        "for='192.0.2.1'",
        "for = 192.0.2.1",
        "for=192.0.2.1;for=192.0.2.2",
        "for=192.0.2.1;",
        "for=192.0.2.1;proto",
        "xfor=192.0.2.1",
        "for=\"192.0.2.1\\\"\""
      })
  void of_forwardedThatNamesNoAddress_isTheLastProxyThatWasOne(String entry) {
    assertThat(byNewer(PROXY, entry)).isEqualTo(PROXY);
    assertThat(byNewer(PROXY, "for=192.0.2.1, " + entry)).isEqualTo(PROXY);
  }

  /** What a client sends in the other header would hide it, or make it somebody else. */
  @Test
  void of_headerThatTheProxiesDoNotWrite_isNotLookedAt() {
    Map<String, List<String>> both =
        Map.of("X-Forwarded-For", List.of("192.0.2.1"), "Forwarded", List.of("for=198.51.100.1"));
    assertThat(of(PROXY, both, ForwardingHeader.X_FORWARDED_FOR)).isEqualTo("192.0.2.1");
    assertThat(of(PROXY, both, ForwardingHeader.FORWARDED)).isEqualTo("198.51.100.1");
    Map<String, List<String>> other = Map.of("Forwarded", List.of("for=198.51.100.1"));
    assertThat(of(PROXY, other, ForwardingHeader.X_FORWARDED_FOR)).isEqualTo(PROXY);
  }
}
