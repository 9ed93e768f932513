package io.countersign.auth.web.request;

import io.countersign.auth.guard.Problem;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Why a body is not waited for, and what is answered. Nothing more is read of its connection. */
enum BodyRefusal {
  /** It did not come in time. */
  LATE(408, "The body did not come in time."),

  /** It ended too early, or its chunks are malformed. */
  CUT_OFF(400, "The body is shorter than announced."),

  /** It has an unknown coding, or a length besides its chunks (RFC 9112 §6.1 and §6.3). */
  UNCLEAR(400, "It is unclear where the body ends.");

  private final int status;

  /** Made beforehand: the thread that finds a body late may not see this application's classes. */
  private final String document;

  BodyRefusal(int status, String detail) {
    this.status = status;
    this.document = String.valueOf(Problem.malformed(status, detail).build().getEntity());
  }

  void answer(HttpServletResponse response) throws IOException {
    byte[] octets = document.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.setContentType(Problem.MEDIA_TYPE);
    response.setContentLength(octets.length);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Connection", "close");
    response.getOutputStream().write(octets);
  }
}
