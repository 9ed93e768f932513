package io.countersign.auth.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;

/**
 * A request that a browser has sent.
 *
 * @param method the HTTP method
 * @param uri path and query
 * @param headers the header fields
 * @param body the body, which may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Call(String method, URI uri, Headers headers, byte[] body) {

  static Call read(HttpExchange exchange) throws IOException {
    return new Call(
        exchange.getRequestMethod(),
        exchange.getRequestURI(),
        exchange.getRequestHeaders(),
        exchange.getRequestBody().readAllBytes());
  }

  String path() {
    return uri.getPath();
  }

  Optional<String> header(String name) {
    return Optional.ofNullable(headers.getFirst(name));
  }

  /** The bearer token that came along. */
  Optional<String> token() {
    return header("Authorization").map(value -> value.replaceFirst("^Bearer ", ""));
  }

  /** The value of a cookie. */
  Optional<String> cookie(String name) {
    return header("Cookie").stream()
        .flatMap(line -> Arrays.stream(line.split("; ")))
        .filter(pair -> pair.startsWith(name + "="))
        .map(pair -> pair.substring(name.length() + 1))
        .findFirst();
  }

  JsonObject json() {
    try (var reader = Json.createReader(new StringReader(text()))) {
      return reader.readObject();
    }
  }

  String text() {
    return new String(body, UTF_8);
  }
}
