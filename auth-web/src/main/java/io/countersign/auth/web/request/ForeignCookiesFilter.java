package io.countersign.auth.web.request;

import io.countersign.auth.web.session.RefreshCookie;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the server from reading cookies: the only one of ours is read by {@link RefreshCookie}.
 *
 * <p>RESTEasy asks Undertow for all cookies at each request. Undertow refuses the request when
 * there are more than 200, or when a cookie of any application of the site has an octet above 127.
 */
public class ForeignCookiesFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  /** For the servlet container. */
  public ForeignCookiesFilter() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(new WithoutCookies(request), response);
  }

  private static final class WithoutCookies extends HttpServletRequestWrapper {

    WithoutCookies(HttpServletRequest request) {
      super(request);
    }

    @Override
    public Cookie @Nullable [] getCookies() {
      return null; // as the specification has it where there are none
    }
  }
}
