package io.countersign.auth.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports of this machine. */
public final class Ports {
  private static final int LOWEST_LASTING = 20_000;
  private static final int FIRST_OUTGOING = 32_768;

  private Ports() {}

  /** Returns a port of the loopback address that nobody listens on. */
  public static int free() {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Returns a port that stays free while its server is down: none of those that outgoing
   * connections are given, above 32767.
   */
  public static int lasting() {
    return ThreadLocalRandom.current()
        .ints(LOWEST_LASTING, FIRST_OUTGOING)
        .filter(port -> refusal("127.0.0.1", port).isEmpty())
        .findFirst()
        .orElseThrow();
  }

  /** Returns why a server could not listen on the port of the address now, if so. */
  public static Optional<String> refusal(String address, int port) {
    try (var socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(String.valueOf(e.getMessage()));
    }
  }
}
