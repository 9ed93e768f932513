package io.countersign.auth.bench;

import io.countersign.auth.bench.HttpConnection.Answer;
import java.io.IOException;

/** One client, with connections of its own: each call is its next request. */
@FunctionalInterface
interface Client {

  /**
   * Sends the next request and reads the whole answer.
   *
   * @throws IOException when there is no answer
   */
  Answer call() throws IOException;

  /** A client that always sends the same. */
  static Client repeating(Connections connections, byte[] request) {
    return () -> connections.send(request);
  }
}
