package io.countersign.auth.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Answers what the container refuses before JAX-RS sees it, such as a malformed header. */
public class ContainerProblemServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** For the servlet container. */
  public ContainerProblemServlet() {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    Response problem = problem(status instanceof Integer code ? code : 404);
    response.setStatus(problem.getStatus());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response
        .getOutputStream()
        .write(String.valueOf(problem.getEntity()).getBytes(StandardCharsets.UTF_8));
  }

  private static Response problem(int status) {
    if (status == 404) {
      return Problem.notFound().build();
    }
    return status < 500 ? Problem.malformed(status).build() : Problem.failure().build();
  }
}
