package io.countersign.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/**
 * What came back.
 *
 * @param status the HTTP status
 * @param headers the header fields
 * @param body the body as text
 */
public record Answer(int status, HttpHeaders headers, String body) {

  /** Takes what came back. */
  public static Answer of(HttpResponse<String> response) {
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /** Returns the body as JSON. */
  public JsonObject json() {
    try (var reader = Json.createReader(new StringReader(body))) {
      return reader.readObject();
    }
  }

  /** Returns a text of the JSON object. */
  public String text(String name) {
    return json().getString(name);
  }

  /** Returns a header field, empty when there is none. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** Requires this status. */
  public Answer requireStatus(int expected) {
    assertThat(status).as(body).isEqualTo(expected);
    return this;
  }

  /** Requires a problem document with this status and code, and nothing that leaks. */
  public Answer requireProblem(int expected, String code) {
    requireStatus(expected);
    assertThat(header("Content-Type")).startsWith("application/problem+json");
    assertThat(header("Cache-Control")).isEqualTo("no-store");
    assertThat(text("code")).as(body).isEqualTo(code);
    assertThat(json().getInt("status")).isEqualTo(expected);
    assertThat(text("type")).isEqualTo("urn:countersign:problem:" + code);
    assertThat(text("title")).isNotBlank();
    assertThat(text("detail")).isNotBlank();
    assertThat(body).doesNotContain("Exception", "\tat ", "io.countersign", "org.jboss");
    return this;
  }

  /** Requires a 401 with this code and this RFC 6750 challenge. */
  public Answer requireUnauthorized(String code, String challenge) {
    requireProblem(401, code);
    assertThat(headers.allValues("WWW-Authenticate")).containsExactly(challenge);
    return this;
  }
}
