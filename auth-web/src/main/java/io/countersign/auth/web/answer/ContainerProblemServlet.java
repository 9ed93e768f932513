package io.countersign.auth.web.answer;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers what the container refuses before a filter sees it. */
public class ContainerProblemServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  /** For the servlet container. */
  public ContainerProblemServlet() {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    ContainerProblem.answer(status instanceof Integer code ? code : 404, response);
  }
}
