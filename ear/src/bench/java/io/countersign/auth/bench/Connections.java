package io.countersign.auth.bench;

import io.countersign.auth.bench.HttpConnection.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.stream.Stream;

/**
 * The connections of one client, each used in its turn. On one connection the next request would be
 * there before the server has put the last one away, microseconds after its answer. Over a network
 * that does not happen; here Undertow would spin until it has, which took a third of the
 * processors.
 */
final class Connections {
  private static final int COUNT = 4;

  private final HttpConnection[] all;
  private int next;

  Connections(InetSocketAddress address) {
    all =
        Stream.generate(() -> new HttpConnection(address))
            .limit(COUNT)
            .toArray(HttpConnection[]::new);
  }

  /**
   * Sends the octets of a whole request and reads the answer.
   *
   * @throws IOException when there is none
   */
  Answer send(byte[] request) throws IOException {
    next = (next + 1) % COUNT;
    return all[next].send(request);
  }
}
