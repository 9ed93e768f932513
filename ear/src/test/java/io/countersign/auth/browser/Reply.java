package io.countersign.auth.browser;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/**
 * What a browser is answered.
 *
 * @param status the HTTP status
 * @param headers the header fields
 * @param body the body, which may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Reply(int status, Headers headers, byte[] body) {

  static Reply of(int status, String mediaType, byte[] body) {
    return new Reply(status, new Headers(), body).with("Content-Type", mediaType);
  }

  static Reply of(int status, String mediaType, String body) {
    return of(status, mediaType, body.getBytes(UTF_8));
  }

  static Reply empty(int status) {
    return new Reply(status, new Headers(), new byte[0]);
  }

  Reply with(String name, String value) {
    headers.add(name, value);
    return this;
  }

  void send(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().putAll(headers);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
