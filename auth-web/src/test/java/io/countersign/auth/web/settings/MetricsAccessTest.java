package io.countersign.auth.web.settings;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsAccessTest {

  private static HttpServletRequest request(String peer, String host, @Nullable String header) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            MetricsAccessTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "getRemoteAddr" -> peer;
                  case "getServerName" -> host;
                  case "getHeader" -> arguments[0].equals(header) ? "192.0.2.1" : null;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost",
    "127.0.0.1, 127.0.0.1",
    "127.9.9.9, LOCALHOST",
    "::1, [::1]",
    "0:0:0:0:0:0:0:1, ::1",
    "::ffff:127.0.0.1, localhost"
  })
  void local_fromTheMachineItself_admits(String peer, String host) {
    assertThat(MetricsAccess.LOCAL.admits(request(peer, host, null))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, localhost",
    "10.0.0.1, auth.example",
    "localhost, localhost",
    "::2, localhost",
    "127.0.0.1, auth.example",
    "127.0.0.1, localhost.evil.example",
    "127.0.0.1, 192.0.2.1"
  })
  void local_fromElsewhere_refuses(String peer, String host) {
    assertThat(MetricsAccess.LOCAL.admits(request(peer, host, null))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded",
        "Via",
        "X-Forwarded-For",
        "X-Forwarded-Host",
        "X-Forwarded-Proto",
        "X-Real-IP"
      })
  void local_throughAProxyOnTheMachine_refuses(String header) {
    assertThat(MetricsAccess.LOCAL.admits(request("127.0.0.1", "localhost", header))).isFalse();
  }

  @Test
  void openAndOff_admitEverybodyAndNobody() {
    assertThat(MetricsAccess.OPEN.admits(request("192.0.2.1", "auth.example", "Via"))).isTrue();
    assertThat(MetricsAccess.OFF.admits(request("127.0.0.1", "localhost", null))).isFalse();
  }
}
