package io.countersign.auth.web.request;

import io.countersign.auth.web.StartupListener;
import jakarta.enterprise.context.control.RequestContextController;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request in once its body is there. Until then it holds no thread of the server, however
 * slowly the body comes. A body that is not whole after ten seconds is refused with 408.
 *
 * <p>The header alone says where the body ends. A client may ask for another protocol, as Java's
 * own client does for HTTP/2. Payara with HTTP/2 turned off then takes all that follows for the
 * body.
 *
 * <p>A body that is too large is let in with one octet more than allowed, and its resource refuses
 * it. A body whose end is unclear is refused here.
 */
public class WholeBodyFilter extends HttpFilter {

  /** How long a body may take, from its request's header to its last octet. */
  static final Duration LONGEST = Duration.ofSeconds(10);

  private static final long serialVersionUID = 1L;

  private transient @Nullable Instance<RequestContextController> requestScopes;
  private transient @Nullable Entrance entrance;

  /** For the servlet container. */
  public WholeBodyFilter() {}

  /** Looks its beans up, as {@link StartupListener} does. */
  @Override
  public void init() {
    requestScopes = CDI.current().select(RequestContextController.class);
    entrance = CDI.current().select(Entrance.class).get();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String coding = request.getHeader("Transfer-Encoding");
    if (request.getDispatcherType() == DispatcherType.ASYNC) {
      goOn(request, response, chain);
    } else if (coding != null && isUnclear(request, coding)) {
      BodyRefusal.UNCLEAR.answer(response);
    } else if (hasNoBody(request, coding)) {
      letInWithoutBody(request, response, chain);
    } else {
      letInWithBody(request, response, chain);
    }
  }

  /**
   * Goes on in a request scope, which Payara forgets when it continues a request on another thread.
   */
  private void goOn(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Instance<RequestContextController> scopes = Objects.requireNonNull(requestScopes);
    RequestContextController scope = scopes.get();
    boolean isMissing = scope.activate();
    try {
      chain.doFilter(request, response);
    } finally {
      if (isMissing) {
        scope.deactivate();
      }
      scopes.destroy(scope);
    }
  }

  /**
   * Lets a request in as it is, or with an empty body where what follows might be taken for its
   * body.
   */
  private static void letInWithoutBody(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean wantsAnotherProtocol = request.getHeader("Upgrade") != null;
    chain.doFilter(
        wantsAnotherProtocol ? new WholeBodyRequest(request, new byte[0]) : request, response);
  }

  private static boolean isUnclear(HttpServletRequest request, String coding) {
    return !coding.equalsIgnoreCase("chunked") || request.getHeader("Content-Length") != null;
  }

  /** Most bodies come with their request's header: these need no second thread. */
  private void letInWithBody(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    int length = request.getContentLength();
    ServletInputStream body = request.getInputStream();
    if (length > 0 && length <= limit(request) && body.available() >= length) {
      chain.doFilter(new WholeBodyRequest(request, body.readNBytes(length)), response);
    } else {
      Entrance door = Objects.requireNonNull(entrance);
      BodyReading.begin(request, response, door, limit(request), LONGEST);
    }
  }

  /** In HTTP/1.1 one of two headers announces a body. In HTTP/2 no header has to. */
  private static boolean hasNoBody(HttpServletRequest request, @Nullable String coding) {
    long length = request.getContentLengthLong();
    return length == 0
        || (length < 0 && coding == null && request.getProtocol().startsWith("HTTP/1."));
  }

  private static int limit(HttpServletRequest request) {
    return request.getRequestURI().endsWith("/scan") ? Limits.SCAN_BODY : Limits.BODY;
  }
}
