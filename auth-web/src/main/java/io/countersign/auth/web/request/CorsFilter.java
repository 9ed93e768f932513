package io.countersign.auth.web.request;

import io.countersign.auth.web.StartupListener;
import io.countersign.auth.web.settings.CorsOrigins;
import io.countersign.auth.web.settings.Settings;
import jakarta.enterprise.inject.spi.CDI;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells browsers which scripts of other origins may read an answer (Fetch §3.2, CORS). All may read
 * public documents. Those of the origins in {@code countersign.cors.origins} may read the rest, but
 * no script may read what probes and scrapers ask for.
 *
 * <p>It runs before everything that answers, so that scripts can read refusals as well.
 */
public class CorsFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
  private static final String METHODS = "GET, POST, PATCH, DELETE";
  private static final String REQUEST_HEADERS =
      "Authorization, Content-Type, If-None-Match, X-Device-Fingerprint";
  private static final String RESPONSE_HEADERS = "ETag, Location, Retry-After, WWW-Authenticate";

  /** In seconds, how long a browser need not ask again. */
  private static final String MAX_AGE = "600";

  private transient @Nullable CorsOrigins origins;

  /** For the servlet container. */
  public CorsFilter() {}

  /** Looks its bean up, as {@link StartupListener} does. */
  @Override
  public void init() {
    origins = CDI.current().select(Settings.class).get().corsOrigins();
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    boolean mayRead = describe(request, response);
    if (mayRead && isPreflight(request)) {
      allow(response);
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Says who may read the answer, and whether the sender of this request is one of them. */
  private boolean describe(HttpServletRequest request, HttpServletResponse response) {
    CorsOrigins known = origins == null ? CorsOrigins.NONE : origins;
    String path = path(request);
    if (isPublic(path)) {
      response.setHeader(ALLOW_ORIGIN, "*");
      response.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
      return true;
    }
    if (known.isEmpty() || isForMachines(path)) {
      return false;
    }
    response.addHeader("Vary", "Origin");
    String origin = request.getHeader("Origin");
    if (!known.include(origin)) {
      return false;
    }
    response.setHeader(ALLOW_ORIGIN, origin);
    response.setHeader("Access-Control-Allow-Credentials", "true");
    response.setHeader("Access-Control-Expose-Headers", RESPONSE_HEADERS);
    return true;
  }

  private static String path(HttpServletRequest request) {
    String info = request.getPathInfo();
    return request.getServletPath() + (info == null ? "" : info);
  }

  private static boolean isPublic(String path) {
    return path.startsWith("/.well-known/")
        || path.startsWith("/client/")
        || path.equals("/openapi");
  }

  private static boolean isForMachines(String path) {
    return path.startsWith("/health/") || path.equals("/metrics");
  }

  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Origin") != null
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  private static void allow(HttpServletResponse response) {
    response.setHeader("Access-Control-Allow-Methods", METHODS);
    response.setHeader("Access-Control-Allow-Headers", REQUEST_HEADERS);
    response.setHeader("Access-Control-Max-Age", MAX_AGE);
    response.setHeader("Cache-Control", "no-store");
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
  }
}
