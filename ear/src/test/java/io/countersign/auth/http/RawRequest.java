package io.countersign.auth.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** A request octet for octet, as a client sends it that Java's own would mend. */
final class RawRequest {
  private static final int PATIENCE_MILLIS = 30_000;

  private final URI base;

  RawRequest(URI base) {
    this.base = base;
  }

  /**
   * Sends a request without a body and returns the whole answer.
   *
   * @param header more header lines, a character an octet
   */
  String send(String method, String path, String... header) {
    var address = base.resolve(path);
    var query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
    var request =
        method
            + " "
            + address.getRawPath()
            + query
            + " HTTP/1.1\r\nHost: "
            + base.getAuthority()
            + "\r\nConnection: close\r\nContent-Length: 0\r\n"
            + String.join("\r\n", header)
            + "\r\n\r\n";
    try (var socket = new Socket(base.getHost(), base.getPort())) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends it and returns the status. */
  int status(String method, String path, String... header) {
    return Integer.parseInt(send(method, path, header).substring(9, 12));
  }
}
