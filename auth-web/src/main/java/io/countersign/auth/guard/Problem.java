package io.countersign.auth.guard;

import io.countersign.auth.ReauthenticationRequiredException;
import io.countersign.auth.RefusalCode;
import io.countersign.auth.RefusedException;
import io.countersign.auth.SessionEnd;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.core.Response;

/** Writes problem documents (RFC 9457): a code for programs, a sentence for people. */
public final class Problem {

  /** The media type of a problem document (RFC 9457 §6.1). */
  public static final String MEDIA_TYPE = "application/problem+json";

  private Problem() {}

  /** There is nothing at this path. */
  public static Response.ResponseBuilder notFound() {
    return of(RefusalCode.NOT_FOUND, "There is nothing here.");
  }

  /** What is to be made is there already. */
  public static Response.ResponseBuilder conflict(String detail) {
    return of(RefusalCode.CONFLICT, detail);
  }

  /** The request is malformed in a way that no field names. */
  public static Response.ResponseBuilder malformed(int status) {
    return malformed(status, "The request is malformed.");
  }

  /**
   * The request is malformed.
   *
   * @param status the HTTP status: 400, unless a more exact one exists
   * @param detail this occurrence, in words of our own
   */
  public static Response.ResponseBuilder malformed(int status, String detail) {
    return of(status, RefusalCode.INVALID_REQUEST, detail);
  }

  /** The request failed on the server. The client is not told why. */
  public static Response.ResponseBuilder failure() {
    return of(RefusalCode.INTERNAL_ERROR, "The request failed.");
  }

  /**
   * A problem, with the status of its code.
   *
   * @param code what went wrong
   * @param detail this occurrence, in words of our own
   */
  public static Response.ResponseBuilder of(RefusalCode code, String detail) {
    return of(HttpAnswer.of(code).status(), code, detail);
  }

  /** A refusal, with what it tells beside its code and words. */
  static Response.ResponseBuilder of(RefusedException refusal) {
    RefusalCode code = refusal.code();
    int status = HttpAnswer.of(code).status();
    JsonObjectBuilder document = document(status, code, refusal.getMessage());
    if (refusal instanceof ReauthenticationRequiredException stale) {
      document.add("max_age", stale.maxAge().toSeconds());
    }
    refusal.sessionEnd().ifPresent(end -> add(end, document));
    return of(status, document);
  }

  private static void add(SessionEnd end, JsonObjectBuilder document) {
    document.add("ended_reason", end.reason()).add("ended_at", end.at().toString());
    end.note().ifPresent(note -> document.add("reason", note));
  }

  private static Response.ResponseBuilder of(int status, RefusalCode code, String detail) {
    return of(status, document(status, code, detail));
  }

  private static Response.ResponseBuilder of(int status, JsonObjectBuilder document) {
    return Response.status(status).type(MEDIA_TYPE).entity(document.build().toString());
  }

  private static JsonObjectBuilder document(int status, RefusalCode code, String detail) {
    return AnswerJson.object()
        .add("type", "urn:countersign:problem:" + code)
        .add("title", HttpAnswer.title(code))
        .add("status", status)
        .add("code", code.toString())
        .add("detail", detail);
  }
}
