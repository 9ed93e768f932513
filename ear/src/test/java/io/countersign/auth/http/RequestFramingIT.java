package io.countersign.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Where a request begins and ends, and what its headers are, is beyond doubt: a proxy in front that
 * reads it otherwise would let through what it means to stop.
 */
@EveryServer
class RequestFramingIT {

  private static final String LINE = "GET /auth/health/live HTTP/1.1\r\n";
  private static final String HOST = "Host: localhost\r\n";
  private static final String POST = "POST /auth/login HTTP/1.1\r\n" + HOST;
  private static final String END = "\r\n\r\n";

  private static final String UPGRADE =
      String.join(
          "\r\n",
          "Connection: Upgrade, HTTP2-Settings",
          "Upgrade: h2c",
          "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA",
          "");

  private final AuthServer server;

  RequestFramingIT(AuthServer server) {
    this.server = server;
  }

  private String answerTo(String request) {
    try (var connection = RawConnection.to(server)) {
      return connection.send(request).head();
    }
  }

  @Test
  void wellFormedRequest_isAnswered() {
    assertThat(answerTo(LINE + HOST + "\r\n")).startsWith("HTTP/1.1 200 ");
    assertThat(answerTo(LINE + HOST + "Upgrade: h3\r\nConnection: Upgrade" + END))
        .startsWith("HTTP/1.1 200 ");
  }

  /** What Open Liberty lets in, so that the proxy in front has to stop it (docs/deploy.md). */
  private static final Set<String> TAKEN_BY_LIBERTY =
      Set.of(
          LINE + HOST + "A: b\rX-Forwarded-For: 192.0.2.1" + END,
          LINE + HOST + "X-Forwarded-For : 192.0.2.1" + END);

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Headers behind leading spaces.
        LINE + " " + HOST + "\r\n",
        LINE + " X-Forwarded-For: 192.0.2.1\r\n" + HOST + "\r\n",
        LINE + "\tX-Forwarded-For: 192.0.2.1\r\n" + HOST + "\r\n",
        // Ends of the header that are none.
        LINE + HOST + "A: b\r\r\rGET /auth/metrics HTTP/1.1\r\n" + HOST + "\r\n",
        LINE + HOST + "A: b\r\rGET /auth/metrics HTTP/1.1\r\n" + HOST + "\r\n",
        LINE + HOST + "A: b\r\n\rGET /auth/metrics HTTP/1.1\r\n" + HOST + "\r\n",
        // Ends of lines that are none.
        LINE + HOST + "A: b\rX-Forwarded-For: 192.0.2.1" + END,
        // Names and values with what does not belong there.
        LINE + HOST + "X-Forwarded-For : 192.0.2.1" + END,
        LINE + HOST + "A: b\0c" + END,
        // Bodies whose end is a matter of opinion.
        POST + "Content-Length: 4\r\nTransfer-Encoding: chunked" + END + "0" + END,
        POST + "Content-Length: 0\r\nContent-Length: 5" + END + "abcde",
        POST + "Content-Length: +5" + END + "abcde",
        POST + "Content-Length: -1" + END,
        POST + "Transfer-Encoding: xchunked" + END + "0" + END,
        POST + "Transfer-Encoding: chunked, identity" + END + "0" + END,
      })
  void ambiguousRequest_isRefusedAndItsConnectionEnds(String request) {
    if (server.name().equals("Open Liberty") && TAKEN_BY_LIBERTY.contains(request)) {
      assertThat(answerTo(request)).startsWith("HTTP/1.1 200 ");
      return;
    }
    try (var connection = RawConnection.to(server)) {
      assertThat(connection.send(request).head()).startsWith("HTTP/1.1 400 ");
      assertThat(connection.ends()).isTrue();
    }
  }

  /** RFC 9112 §2.2 lets a server take LF alone for the end of a line, but not for a part of it. */
  @Test
  void lineFeedAlone_isRefusedOrEndsTheLine() {
    var line = "A: b\nAuthorization: Bearer none";
    assertThat(answerTo("GET /auth/me HTTP/1.1\r\n" + HOST + line + END))
        .matches("(?s)HTTP/1\\.1 400 .*|HTTP/1\\.1 401 .*error=\"invalid_token\".*");
  }

  /**
   * Payara takes all that follows for the other protocol, unless it is told where the body ends.
   */
  @Test
  void requestForAnotherProtocol_isAnsweredInThisOne() {
    var body = "{\"refresh_token\":\"none\"}";
    var type = "Content-Type: application/json\r\nContent-Length: ";
    var refresh = "POST /auth/refresh HTTP/1.1\r\n" + HOST + UPGRADE + type;
    assertThat(answerTo(refresh + body.length() + END + body)).startsWith("HTTP/1.1 401 ");
    assertThat(answerTo(refresh + "0" + END)).startsWith("HTTP/1.1 400 ");
    try (var connection = RawConnection.to(server)) {
      assertThat(connection.send(refresh + body.length() + END).send(body).head())
          .startsWith("HTTP/1.1 401 ");
    }
  }

  @Test
  void plainListener_speaksNoHttp2() {
    assertThat(answerTo(LINE + HOST + UPGRADE + "\r\n")).startsWith("HTTP/1.1 200 ");
    // Known beforehand (RFC 9113 §3.3). HTTP/2's answer would begin with a frame of settings.
    assertThat(answerTo("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0"))
        .matches("(?s)|HTTP/" + version() + " [45].*|.*Connection reset.*");
  }

  /** Of the refusal. Open Liberty may name the one that it was asked in. */
  private String version() {
    return server.name().equals("Open Liberty") ? "\\d\\.\\d" : "1\\.1";
  }
}
