package io.countersign.auth.web.answer;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * Answers what JAX-RS leaves to the container, such as a malformed header. An error page would do,
 * except on Payara. Payara forgets it once a request went on after waiting for its body: the answer
 * is then empty, or does not come for ten seconds.
 */
public class ContainerProblemFilter extends HttpFilter {

  private static final long serialVersionUID = 1L;

  /** For the servlet container. */
  public ContainerProblemFilter() {}

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, new WithProblems(response));
  }

  private static final class WithProblems extends HttpServletResponseWrapper {

    WithProblems(HttpServletResponse response) {
      super(response);
    }

    @Override
    public void sendError(int status) throws IOException {
      resetBuffer();
      ContainerProblem.answer(status, this);
    }

    /** Without the container's words. */
    @Override
    public void sendError(int status, String message) throws IOException {
      sendError(status);
    }
  }
}
