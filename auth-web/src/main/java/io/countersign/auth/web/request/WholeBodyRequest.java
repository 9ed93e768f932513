package io.countersign.auth.web.request;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;

/** A request whose body has been read already. */
final class WholeBodyRequest extends HttpServletRequestWrapper {

  private ServletInputStream body;

  WholeBodyRequest(HttpServletRequest request, byte[] body) {
    super(request);
    this.body = new Octets(new ByteArrayInputStream(body));
  }

  void setBody(byte[] octets) {
    body = new Octets(new ByteArrayInputStream(octets));
  }

  @Override
  public ServletInputStream getInputStream() {
    return body;
  }

  /** A stream of octets that are all there. */
  private static final class Octets extends ServletInputStream {

    private final ByteArrayInputStream octets;

    Octets(ByteArrayInputStream octets) {
      this.octets = octets;
    }

    @Override
    public int read() {
      return octets.read();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      return octets.read(target, offset, length);
    }

    @Override
    public int available() {
      return octets.available();
    }

    @Override
    public boolean isFinished() {
      return octets.available() == 0;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new IllegalStateException("The body has been read.");
    }
  }
}
