package io.countersign.auth.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A connection for requests that no HTTP client would send, or not in that way. */
final class RawConnection implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Socket socket = new Socket();

  private RawConnection() {}

  static RawConnection to(AuthServer server) {
    var connection = new RawConnection();
    try {
      var uri = server.baseUri();
      connection.socket.connect(
          new InetSocketAddress(uri.getHost(), uri.getPort()), (int) PATIENCE.toMillis());
      return connection;
    } catch (IOException e) {
      connection.close();
      throw new UncheckedIOException(e);
    }
  }

  /** Sends these octets, each written as a character. */
  RawConnection send(String octets) {
    try {
      socket.getOutputStream().write(octets.getBytes(ISO_8859_1));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits some seconds for the head of an answer; what is sent instead, or nothing, is no head. */
  String head() {
    return head(PATIENCE);
  }

  /** Waits this long for each octet of the head of an answer. */
  String head(Duration patience) {
    try {
      socket.setSoTimeout((int) patience.toMillis());
      return readHead();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private String readHead() throws IOException {
    var head = new StringBuilder();
    int octet;
    while (!head.toString().endsWith("\r\n\r\n") && (octet = socket.getInputStream().read()) >= 0) {
      head.append((char) octet);
    }
    return head.toString();
  }

  /** Says whether the server ends the connection within some seconds, whatever it sends before. */
  boolean ends() {
    try {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) { // it is reset
      return true;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
