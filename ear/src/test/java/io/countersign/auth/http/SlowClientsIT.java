package io.countersign.auth.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is slow is bounded and holds up nobody; what is idle is kept. */
@EveryServer
class SlowClientsIT {

  /** More than any of the servers has threads. */
  private static final int MANY = 220;

  /** Twice the time that a body may take. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final String POST =
      "POST /auth/refresh HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";

  private static final String BODY = "{\"refresh_token\":\"none\"}";
  private static final String SIZE = "Content-Length: " + BODY.length() + "\r\n";
  private static final String CHUNKED = "Transfer-Encoding: chunked\r\n\r\n";

  /** Its answer has no body that would have to be read. */
  private static final String LIVE = "HEAD /auth/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n";

  private static final String OK = "HTTP/1.1 200 ";

  private static final String UNAUTHORIZED = "HTTP/1.1 401 ";
  private static final String LATE = "HTTP/1.1 408 ";

  private final AuthServer server;
  private final List<RawConnection> connections = new ArrayList<>();

  SlowClientsIT(AuthServer server) {
    this.server = server;
  }

  @AfterEach
  void close() {
    connections.forEach(RawConnection::close);
  }

  private RawConnection open() {
    var connection = RawConnection.to(server);
    connections.add(connection);
    return connection;
  }

  private List<RawConnection> openMany(String beginning) {
    return Stream.generate(() -> open().send(beginning))
        .limit(MANY)
        .collect(toCollection(ArrayList::new));
  }

  @Test
  void slowBodies_holdUpNobodyAndAreRefused_whileIdleConnectionsAreKept() {
    var idle = open();
    assertThat(idle.send(LIVE).head()).startsWith(OK);
    var headers = openMany("GET /auth/health/live HTTP/1.1\r\nHost: loc");
    var bodies = openMany(POST + "Content-Length: 1000\r\n\r\n{");
    bodies.add(open().send(POST + CHUNKED + "3e8\r\n{"));
    assertThat(open().send(LIVE).head()).startsWith(OK);
    var scheduler = Executors.newSingleThreadScheduledExecutor();
    var drops =
        scheduler.scheduleWithFixedDelay(
            () -> bodies.forEach(body -> body.send(" ")), 1, 1, SECONDS);
    try {
      assertThat(bodies).allSatisfy(body -> assertThat(body.head(PATIENCE)).startsWith(LATE));
      assertThat(open().send(LIVE).head()).startsWith(OK);
    } finally {
      drops.cancel(true);
      scheduler.shutdown();
    }
    assertThat(headers).hasSize(MANY);
    assertThat(idle.send(LIVE).head()).startsWith(OK);
  }

  @Test
  void bodyThatComesInPieces_isTaken() {
    int half = BODY.length() / 2;
    var sized = open().send(POST + SIZE + "\r\n" + BODY.substring(0, half));
    var chunked = open().send(POST + CHUNKED + chunk(BODY.substring(0, half)));
    var asking = open().send(POST + SIZE + "Expect: 100-continue\r\n\r\n");
    assertThat(asking.head()).startsWith("HTTP/1.1 100 ");
    assertThat(sized.send(BODY.substring(half)).head()).startsWith(UNAUTHORIZED);
    assertThat(chunked.send(chunk(BODY.substring(half)) + chunk("")).head())
        .startsWith(UNAUTHORIZED);
    assertThat(asking.send(BODY).head()).startsWith(UNAUTHORIZED);
  }

  /** Whoever refuses it has not waited for the rest on a thread. */
  @Test
  void bodyThatIsTooLargeAndSlow_holdsUpNobody() {
    var large = openMany(POST + "Content-Length: 1000000\r\n\r\n" + " ".repeat(17_000));
    assertThat(open().send(LIVE).head()).startsWith(OK);
    assertThat(large).hasSize(MANY);
  }

  private static String chunk(String octets) {
    return Integer.toHexString(octets.length()) + "\r\n" + octets + "\r\n";
  }
}
