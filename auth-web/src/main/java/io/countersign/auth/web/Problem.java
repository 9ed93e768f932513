package io.countersign.auth.web;

import jakarta.json.Json;
import jakarta.ws.rs.core.Response;

/** Writes problem documents (RFC 9457): a code for programs, a sentence for people. */
final class Problem {

  static final String MEDIA_TYPE = "application/problem+json";

  private Problem() {}

  /**
   * A problem.
   *
   * @param status the HTTP status
   * @param code what went wrong, of the contract's closed set
   * @param title the same in a few words, the same for each occurrence
   * @param detail this occurrence, in words of our own
   */
  static Response.ResponseBuilder of(int status, String code, String title, String detail) {
    String document =
        Json.createObjectBuilder()
            .add("type", "urn:countersign:problem:" + code)
            .add("title", title)
            .add("status", status)
            .add("code", code)
            .add("detail", detail)
            .build()
            .toString();
    return Response.status(status).type(MEDIA_TYPE).entity(document);
  }
}
