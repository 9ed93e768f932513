package io.countersign.auth.persistence.redis;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A socket whose every read ends by the reading thread's {@link Deadline}. */
final class DeadlineSocket extends Socket {

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        setSoTimeout(Deadline.remainingMillis());
        return super.read();
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        setSoTimeout(Deadline.remainingMillis());
        return super.read(bytes, offset, length);
      }
    };
  }
}
