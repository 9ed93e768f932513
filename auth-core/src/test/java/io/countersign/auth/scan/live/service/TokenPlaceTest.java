package io.countersign.auth.scan.live.service;

import static io.countersign.auth.scan.live.TestIssuer.RS256;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.countersign.auth.scan.live.LiveScanner;
import io.countersign.auth.scan.live.LiveScannerBuilder;
import io.countersign.auth.scan.live.MovingClock;
import io.countersign.auth.scan.live.Owned;
import io.countersign.auth.scan.live.TestService;
import io.countersign.auth.scan.live.TestService.Reply;
import io.countersign.auth.scan.report.ScanReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Services that take the token from a cookie, from another header, or with a body. */
class TokenPlaceTest {

  private final MovingClock clock = new MovingClock();

  private LiveScannerBuilder scanner(URI target) {
    return LiveScanner.builder(target, clock, new SecureRandom())
        .ownedByMe()
        .pacing(clock)
        .validToken(Owned.valid(RS256));
  }

  /** Found and not found: a right service is clean, one that takes any signature is not. */
  private void requireThatItWorks(
      Function<HttpExchange, Optional<String>> place, UnaryOperator<LiveScannerBuilder> options) {
    Function<String, Reply> right = Owned.rightDoor(RS256, clock);
    try (TestService service =
        TestService.serving(
            exchange -> place.apply(exchange).map(right).orElse(TestService.UNAUTHORIZED))) {
      ScanReport report = options.apply(scanner(service.uri("/me"))).build().scan();
      assertThat(report.findings()).isEmpty();
      assertThat(report.attempts()).hasSizeGreaterThan(40);
    }
    try (TestService lax =
        TestService.serving(
            exchange ->
                place.apply(exchange).filter(it -> it.startsWith("eyJ")).isPresent()
                    ? TestService.OK
                    : TestService.UNAUTHORIZED)) {
      ScanReport report = options.apply(scanner(lax.uri("/me"))).build().scan();
      assertThat(report.findings())
          .extracting(it -> it.rule().id())
          .containsExactly("CS-LIVE-PAYLOAD");
    }
  }

  private static Optional<String> cookie(HttpExchange exchange, String name) {
    List<String> headers = exchange.getRequestHeaders().getOrDefault("Cookie", List.of());
    assertThat(headers).hasSizeLessThan(2);
    return headers.stream()
        .flatMap(it -> Stream.of(it.split("; ")))
        .filter(it -> it.startsWith(name + "="))
        .map(it -> it.substring(name.length() + 1))
        .findFirst();
  }

  @Test
  void scan_tokenInACookie_isFoundThere() {
    requireThatItWorks(
        exchange -> cookie(exchange, "access_token"), it -> it.tokenCookie("access_token"));
  }

  @Test
  void scan_tokenInACookieBesideOthers_isOneHeader() {
    requireThatItWorks(
        exchange -> cookie(exchange, "lang").flatMap(it -> cookie(exchange, "token")),
        it -> it.tokenCookie("token").header("Cookie", "lang=de"));
  }

  @Test
  void scan_tokenInAnotherHeader_isFoundThere() {
    requireThatItWorks(
        exchange -> Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Access-Token")),
        it -> it.tokenHeader("X-Access-Token", ""));
  }

  @Test
  void scan_tokenBehindAnotherScheme_isFoundThere() {
    requireThatItWorks(
        exchange ->
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .filter(it -> it.startsWith("JWT "))
                .map(it -> it.substring(4)),
        it -> it.tokenHeader("Authorization", "JWT "));
  }

  private static String body(HttpExchange exchange) {
    try {
      return new String(exchange.getRequestBody().readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void scan_postWithABody_isSentWithEveryToken() {
    String query = "{\"query\":\"{ me { id } }\"}";
    requireThatItWorks(
        exchange -> {
          boolean asked =
              exchange.getRequestMethod().equals("POST")
                  && "application/json"
                      .equals(exchange.getRequestHeaders().getFirst("Content-Type"))
                  && body(exchange).equals(query);
          return asked ? TestService.bearer(exchange) : Optional.empty();
        },
        it -> it.method("POST").allowUnsafeMethod().body(query));
    requireThatItWorks(
        exchange ->
            "application/x-www-form-urlencoded"
                    .equals(exchange.getRequestHeaders().getFirst("Content-Type"))
                ? TestService.bearer(exchange)
                : Optional.empty(),
        it ->
            it.method("POST")
                .allowUnsafeMethod()
                .body("a=b")
                .header("Content-Type", "application/x-www-form-urlencoded"));
  }

  @Test
  void build_contradictions_areRefused() {
    URI target = URI.create("https://service.example/me");
    for (LiveScannerBuilder wrong :
        List.of(
            scanner(target).body("{}"),
            scanner(target).method("POST").body("{}"),
            scanner(target).tokenCookie("a b"),
            scanner(target).tokenCookie(""),
            scanner(target).tokenHeader("X Y", ""),
            scanner(target).tokenHeader("X-Token", "line\nbreak"),
            scanner(target).tokenHeader("Cookie", ""),
            scanner(target).tokenHeader("X-Token", "").header("x-token", "7"),
            scanner(target).tokenHeader("X-Token", "").tokenCookie("token"),
            scanner(target).header("Authorization", "Basic YTpi"),
            scanner(target).tokenCookie("token").header("Cookie", "token=7"))) {
      assertThatThrownBy(wrong::build).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(scanner(target).tokenCookie("t").header("Authorization", "Basic YTpi").build())
        .isNotNull();
  }
}
