package io.countersign.auth.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/**
 * A lean client of HTTP/1.1: one connection that is kept, one request at a time, blocking. It reads
 * bodies of a known length and bodies in chunks, and knows nothing else.
 */
final class HttpConnection implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final InetSocketAddress address;
  private final byte[] buffer = new byte[16 * 1024];
  private int position;
  private int limit;
  private @Nullable Socket socket;

  /** A connection that is opened by the first request. */
  HttpConnection(InetSocketAddress address) {
    this.address = address;
  }

  /**
   * An answer.
   *
   * @param body each octet as a character
   */
  record Answer(int status, String body) {}

  /**
   * Sends the octets of a whole request and reads the answer.
   *
   * @throws IOException when there is none; the next request opens another connection
   */
  Answer send(byte[] request) throws IOException {
    try {
      var connected = connected();
      connected.getOutputStream().write(request);
      return read(connected);
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private Socket connected() throws IOException {
    if (socket == null) {
      socket = new Socket();
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(address, PATIENCE_MILLIS);
      position = 0;
      limit = 0;
    }
    return socket;
  }

  private Answer read(Socket connected) throws IOException {
    var statusLine = line(connected);
    var status = Integer.parseInt(statusLine, 9, 12, 10);
    var length = 0;
    var isChunked = false;
    var isLast = false;
    for (var line = line(connected); !line.isEmpty(); line = line(connected)) {
      if (startsWith(line, "content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      } else if (startsWith(line, "transfer-encoding:")) {
        isChunked = true;
      } else if (startsWith(line, "connection: close")) {
        isLast = true;
      }
    }
    var body = isChunked ? chunks(connected) : octets(connected, length);
    if (isLast) {
      close();
    }
    return new Answer(status, new String(body, ISO_8859_1));
  }

  private static boolean startsWith(String line, String name) {
    return line.regionMatches(true, 0, name, 0, name.length());
  }

  private byte[] chunks(Socket connected) throws IOException {
    var body = new ByteArrayOutputStream();
    int size;
    do {
      size = Integer.parseInt(line(connected).strip(), 16);
      body.write(octets(connected, size));
      line(connected); // the end of the chunk, or of the body: there are no trailers
    } while (size > 0);
    return body.toByteArray();
  }

  private byte[] octets(Socket connected, int count) throws IOException {
    var octets = new byte[count];
    for (int done = 0; done < count; ) {
      fill(connected);
      var part = Math.min(count - done, limit - position);
      System.arraycopy(buffer, position, octets, done, part);
      position += part;
      done += part;
    }
    return octets;
  }

  private String line(Socket connected) throws IOException {
    var line = new StringBuilder();
    while (true) {
      fill(connected);
      var begin = position;
      while (position < limit && buffer[position] != '\n') {
        position++;
      }
      line.append(new String(buffer, begin, position - begin, ISO_8859_1));
      if (position < limit) {
        position++;
        line.setLength(line.length() - 1); // the CR before it
        return line.toString();
      }
    }
  }

  /** Makes sure that there is something to read. */
  private void fill(Socket connected) throws IOException {
    if (position < limit) {
      return;
    }
    position = 0;
    limit = Math.max(0, connected.getInputStream().read(buffer));
    if (limit == 0) {
      throw new EOFException("the server has ended the connection");
    }
  }

  @Override
  public void close() {
    if (socket != null) {
      try {
        socket.close();
      } catch (IOException e) {
        // it is gone in any case
      }
      socket = null;
    }
  }
}
