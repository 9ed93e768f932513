package io.countersign.auth.testkit;

import io.countersign.auth.RefusalCode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jose4j.json.JsonUtil;

/**
 * An answer over HTTP, as a deployment gives it.
 *
 * @param status the status
 * @param headers the headers
 * @param body JSON
 */
record Reply(int status, Map<String, String> headers, String body) {

  private static final String NO_STORE = "no-store";

  /** A document that may be kept for as long. */
  static Reply document(String json, int maxAge) {
    return new Reply(200, headers("application/json", "public, max-age=" + maxAge), json);
  }

  static Reply of(Map<String, Object> body) {
    return new Reply(200, headers("application/json", NO_STORE), JsonUtil.toJson(body));
  }

  /** A 401 (RFC 6750 §3). */
  static Reply unauthorized(RefusalCode code, String detail, String challenge) {
    Reply problem = problem(401, code, detail);
    problem.headers.put("WWW-Authenticate", challenge);
    return problem;
  }

  /** A 405: everything here is read with GET. */
  static Reply methodNotAllowed() {
    Reply problem = problem(405, RefusalCode.METHOD_NOT_ALLOWED, "Use a method in Allow.");
    problem.headers.put("Allow", "GET");
    return problem;
  }

  /** A problem document (RFC 9457). */
  static Reply problem(int status, RefusalCode code, String detail) {
    String title = code.toString().replace('_', ' ');
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "urn:countersign:problem:" + code);
    body.put("title", title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1));
    body.put("status", status);
    body.put("code", code.toString());
    body.put("detail", detail);
    return new Reply(status, headers("application/problem+json", NO_STORE), JsonUtil.toJson(body));
  }

  private static Map<String, String> headers(String type, String cacheControl) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", type);
    headers.put("Cache-Control", cacheControl);
    headers.put("X-Content-Type-Options", "nosniff");
    return headers;
  }
}
