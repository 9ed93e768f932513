package io.countersign.auth.web.request;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads a body as it comes. It holds no thread while it waits for more. */
final class BodyReading implements ReadListener, AsyncListener {

  private static final System.Logger LOG = System.getLogger(BodyReading.class.getName());

  private final ServletRequest original;
  private final WholeBodyRequest request;
  private final HttpServletResponse response;
  private final AsyncContext async;
  private final Entrance entrance;
  private final ServletInputStream body;
  private final int limit;
  private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
  private final byte[] buffer = new byte[4096];

  /**
   * How many octets are announced and not yet read; more than can come when no length is announced.
   */
  private long remaining;

  /** Set by the first of two that may come at once: the body's end, and the end of its time. */
  private final AtomicBoolean over = new AtomicBoolean();

  private BodyReading(
      HttpServletRequest asked,
      HttpServletResponse response,
      Entrance entrance,
      int limit,
      Duration longest)
      throws IOException {
    this.original = innermost(asked);
    this.request = new WholeBodyRequest(asked, new byte[0]);
    this.response = response;
    this.entrance = entrance;
    this.limit = limit;
    this.body = asked.getInputStream();
    this.async = asked.startAsync(request, response);
    long length = asked.getContentLengthLong();
    this.remaining = length < 0 ? Long.MAX_VALUE : length;
    async.setTimeout(longest.toMillis());
  }

  private static ServletRequest innermost(ServletRequest request) {
    ServletRequest inner = request;
    while (inner instanceof ServletRequestWrapper wrapper) {
      inner = wrapper.getRequest();
    }
    return inner;
  }

  /**
   * Reads the body, then lets the request in.
   *
   * @param entrance lets it in
   * @param limit how many octets the body may have; one more is let in, the others are forgotten
   * @param longest the time after which the request is refused instead
   */
  static void begin(
      HttpServletRequest request,
      HttpServletResponse response,
      Entrance entrance,
      int limit,
      Duration longest)
      throws IOException {
    BodyReading reading = new BodyReading(request, response, entrance, limit, longest);
    reading.async.addListener(reading);
    reading.body.setReadListener(reading);
  }

  /** Reads what is too much as well, and forgets it: an unread rest would hold a thread. */
  @Override
  public void onDataAvailable() throws IOException {
    int count = 0;
    while (count >= 0 && remaining > 0 && body.isReady()) {
      count = body.read(buffer, 0, (int) Math.min(buffer.length, remaining));
      remaining -= Math.max(0, count);
      octets.write(buffer, 0, Math.max(0, Math.min(count, limit + 1 - octets.size())));
    }
    if (remaining == 0) {
      letIn();
    }
  }

  @Override
  public void onAllDataRead() {
    letIn();
  }

  private void letIn() {
    if (over.compareAndSet(false, true)) {
      request.setBody(octets.toByteArray());
      entrance.letIn(async);
    }
  }

  /**
   * Refuses when the client has gone, or what it sends is no body. It answers on another thread,
   * since this one may be one that must not wait.
   */
  @Override
  public void onError(Throwable failure) {
    async.start(() -> refuse(BodyRefusal.CUT_OFF));
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    refuse(BodyRefusal.LATE);
  }

  @Override
  public void onError(AsyncEvent event) {
    refuse(BodyRefusal.CUT_OFF);
  }

  private void refuse(BodyRefusal refusal) {
    if (over.compareAndSet(false, true)) {
      try {
        refusal.answer(response);
        response.flushBuffer();
        endUndertowsConnection();
      } catch (IOException e) { // nobody is there to be told
        LOG.log(System.Logger.Level.DEBUG, "The client has gone", e);
      } finally {
        async.complete();
      }
    }
  }

  /**
   * Ends the connection where the server is Undertow. Undertow alone would read the rest of the
   * body before it lets go of the request, on a thread that waits. The servlet API cannot end a
   * connection, and no other server knows this method.
   */
  private void endUndertowsConnection() throws IOException {
    try {
      Object exchange = original.getClass().getMethod("getExchange").invoke(original);
      Object connection = exchange.getClass().getMethod("getConnection").invoke(exchange);
      ((Closeable) connection).close();
    } catch (NoSuchMethodException e) {
      LOG.log(System.Logger.Level.TRACE, "Not Undertow", e);
    } catch (ReflectiveOperationException e) {
      LOG.log(System.Logger.Level.WARNING, "A connection could not be ended", e);
    }
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}

  @Override
  public void onComplete(AsyncEvent event) {}
}
