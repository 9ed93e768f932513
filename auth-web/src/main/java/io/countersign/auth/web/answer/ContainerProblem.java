package io.countersign.auth.web.answer;

import io.countersign.auth.guard.Problem;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Answers a refusal of the container with a problem document. The container tells only the status.
 */
final class ContainerProblem {

  private ContainerProblem() {}

  static void answer(int status, HttpServletResponse response) throws IOException {
    Response problem = of(status);
    response.setStatus(problem.getStatus());
    response.setContentType(Problem.MEDIA_TYPE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response
        .getOutputStream()
        .write(String.valueOf(problem.getEntity()).getBytes(StandardCharsets.UTF_8));
  }

  private static Response of(int status) {
    if (status == 404) {
      return Problem.notFound().build();
    }
    return status < 500 ? Problem.malformed(status).build() : Problem.failure().build();
  }
}
