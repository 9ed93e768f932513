package io.countersign.auth.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The octets of requests. */
final class HttpRequest {
  private HttpRequest() {}

  static byte[] get(String path, String accessToken) {
    return octets("GET", path, bearer(accessToken), "");
  }

  static byte[] postJson(String path, String json) {
    return octets("POST", path, "Content-Type: application/json\r\n", json);
  }

  /** Sends JSON as the bearer of a token. */
  static byte[] json(String method, String path, String json, String accessToken) {
    return octets(method, path, "Content-Type: application/json\r\n" + bearer(accessToken), json);
  }

  /** POSTs a form; its fields are given as name, value, name, value. */
  static byte[] postForm(String path, String... fields) {
    var form =
        IntStream.range(0, fields.length / 2)
            .mapToObj(i -> fields[2 * i] + "=" + URLEncoder.encode(fields[2 * i + 1], UTF_8))
            .collect(Collectors.joining("&"));
    return octets("POST", path, "Content-Type: application/x-www-form-urlencoded\r\n", form);
  }

  private static String bearer(String accessToken) {
    return "Authorization: Bearer " + accessToken + "\r\n";
  }

  private static byte[] octets(String method, String path, String headers, String body) {
    var length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    var request =
        method
            + " "
            + path
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\n"
            + headers
            + length
            + "\r\n"
            + body;
    return request.getBytes(US_ASCII);
  }
}
