package io.countersign.auth.guard;

import jakarta.json.Json;
import jakarta.ws.rs.core.Response;

/** Writes problem documents (RFC 9457): a code for programs, a sentence for people. */
public final class Problem {

  public static final String MEDIA_TYPE = "application/problem+json";

  private Problem() {}

  /** There is nothing at this path. */
  public static Response.ResponseBuilder notFound() {
    return of(404, "not_found", "Not found", "There is nothing here.");
  }

  /** What is to be made is there already. */
  public static Response.ResponseBuilder conflict(String detail) {
    return of(409, "conflict", "Conflict", detail);
  }

  /** The request is malformed in a way that no field names. */
  public static Response.ResponseBuilder malformed(int status) {
    return of(status, "invalid_request", "Invalid request", "The request is malformed.");
  }

  /** Something failed here; what, is no business of the client's. */
  public static Response.ResponseBuilder failure() {
    return of(500, "internal_error", "Internal error", "The request failed.");
  }

  /**
   * A problem.
   *
   * @param status the HTTP status
   * @param code what went wrong, of the contract's closed set
   * @param title the same in a few words, the same for each occurrence
   * @param detail this occurrence, in words of our own
   */
  public static Response.ResponseBuilder of(int status, String code, String title, String detail) {
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
