package io.countersign.auth.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.countersign.auth.server.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

class CountersignExtensionTest {

  private static final int PORT = Ports.free();

  private static @Nullable TestCountersign first;

  /** Registered first, so it comes last; JUnit asks it for inner classes too. */
  @RegisterExtension
  @Order(1)
  static final AfterAllCallback CLOSED =
      context -> {
        if (context.getRequiredTestClass() == CountersignExtensionTest.class) {
          assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(PORT));
        } else {
          connect(PORT);
        }
      };

  @RegisterExtension
  @Order(2)
  static final CountersignExtension COUNTERSIGN =
      new CountersignExtension(TestCountersign.builder().port(PORT));

  private static void connect(int port) throws IOException {
    new Socket(InetAddress.getLoopbackAddress(), port).close();
  }

  @BeforeAll
  static void start(TestCountersign countersign) {
    first = countersign;
  }

  @Test
  void tests_haveTheOneThatWasBuilt(TestCountersign countersign) {
    assertThat(countersign).isSameAs(first);
    assertThat(URI.create(countersign.issuer()).getPort()).isEqualTo(PORT);
  }

  @Nested
  class Inside {

    @Test
    void innerClass_sharesIt(TestCountersign countersign) {
      assertThat(countersign).isSameAs(first);
    }
  }
}
