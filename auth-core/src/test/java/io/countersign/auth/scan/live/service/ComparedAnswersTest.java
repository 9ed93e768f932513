package io.countersign.auth.scan.live.service;

import static io.countersign.auth.scan.live.TestIssuer.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import io.countersign.auth.scan.live.LiveScanner;
import io.countersign.auth.scan.live.LiveScannerBuilder;
import io.countersign.auth.scan.live.MovingClock;
import io.countersign.auth.scan.live.Owned;
import io.countersign.auth.scan.live.TestService;
import io.countersign.auth.scan.live.TestService.Reply;
import io.countersign.auth.scan.report.ScanReport;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Services that refuse with a status of success are not taken for open ones, nor the reverse. */
class ComparedAnswersTest {

  private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
  private static final Map<String, String> HTML = Map.of("Content-Type", "text/html");

  private static final Reply DATA =
      new Reply(200, "{\"data\":{\"me\":{\"name\":\"anna\",\"orders\":[7,8]}}}", JSON);
  private static final Reply ERRORS =
      new Reply(
          200,
          "{\"data\":{\"me\":null},\"errors\":[{\"message\":\"Not authenticated\","
              + "\"extensions\":{\"code\":\"UNAUTHENTICATED\"}}]}",
          JSON);
  private static final Reply LOGIN =
      new Reply(
          200,
          "<html><form action=/login><input name=user><input type=password></form></html>",
          HTML);

  private final MovingClock clock = new MovingClock();

  private static boolean isValid(String token) {
    return token.equals(Owned.valid(RS256));
  }

  private static List<String> rules(ScanReport report) {
    return report.findings().stream().map(it -> it.rule().id()).toList();
  }

  private ScanReport scan(Function<String, Reply> door, UnaryOperator<LiveScannerBuilder> options) {
    try (TestService service = TestService.guardedBy(door)) {
      return scan(service, options);
    }
  }

  private ScanReport scan(TestService service, UnaryOperator<LiveScannerBuilder> options) {
    LiveScannerBuilder builder =
        LiveScanner.builder(service.uri("/me"), clock, new SecureRandom())
            .ownedByMe()
            .pacing(clock)
            .validToken(Owned.valid(RS256));
    return options.apply(builder).build().scan();
  }

  private String inconclusive(Function<String, Reply> door) {
    return String.valueOf(
        catchThrowableOfType(
                InconclusiveScanException.class, () -> scan(door, UnaryOperator.identity()))
            .getMessage());
  }

  @Test
  void scan_refusalsWithStatus200_leadToTheTextThatTellsThemApart() {
    Function<String, Reply> graphql = token -> isValid(token) ? DATA : ERRORS;
    assertThat(inconclusive(graphql))
        .contains("no token", "HTTP 200", "errors", "--accepted-text")
        .doesNotContain("\n");
    ScanReport report = scan(graphql, it -> it.acceptedText("orders"));
    assertThat(rules(report)).isEmpty();
    assertThat(report.attempts()).hasSizeGreaterThan(40);
  }

  @Test
  void scan_loginPageWithStatus200_leadsToTheText() {
    assertThat(inconclusive(token -> isValid(token) ? TestService.OK : LOGIN))
        .contains("no token", "text/html", "--accepted-text");
  }

  @Test
  void scan_onlyBadTokensAreRefusedWith200_leadsToTheText() {
    assertThat(
            inconclusive(
                token ->
                    isValid(token) ? DATA : token.isEmpty() ? TestService.UNAUTHORIZED : ERRORS))
        .contains("random characters", "--accepted-text");
  }

  /** A text that is no token is refused with 401, a bad token with an error and 200. */
  @Test
  void scan_onlyForgedTokensAreRefusedWith200_leadsToTheText() {
    assertThat(
            inconclusive(
                token ->
                    isValid(token)
                        ? DATA
                        : token.startsWith("eyJ") ? ERRORS : TestService.UNAUTHORIZED))
        .contains("errors", "--accepted-text");
  }

  @Test
  void scan_redirectThatIsAccepted_isComparedByItsAddress() {
    Reply in = new Reply(302, "", Map.of("Location", "/home"));
    Reply out = new Reply(302, "", Map.of("Location", "/login"));
    String message =
        String.valueOf(
            catchThrowableOfType(
                    InconclusiveScanException.class,
                    () ->
                        scan(
                            token -> isValid(token) ? in : out,
                            it -> it.acceptedStatus(Set.of(302))))
                .getMessage());
    assertThat(message).contains("/login", "--accepted-text");
  }

  @Test
  void scan_openService_isReportedThoughItsAnswersDifferInTimesAndIds() {
    AtomicInteger count = new AtomicInteger();
    ScanReport report =
        scan(
            token ->
                new Reply(
                    200,
                    "{\"at\":\"2026-01-01T12:00:%02d\",\"request\":\"a7f%d\",\"open\":true}"
                        .formatted(count.get() % 60, count.incrementAndGet()),
                    JSON),
            UnaryOperator.identity());
    assertThat(rules(report)).containsExactly("CS-LIVE-ANONYMOUS");
  }

  @Test
  void scan_openServiceWhoseWordsChange_isReported() {
    AtomicInteger count = new AtomicInteger();
    List<String> words = List.of("apple", "pear", "plum");
    ScanReport report =
        scan(
            token ->
                new Reply(
                    200,
                    "{\"open\":true,\"fruit\":\"" + words.get(count.getAndIncrement() % 3) + "\"}",
                    JSON),
            UnaryOperator.identity());
    assertThat(rules(report)).containsExactly("CS-LIVE-ANONYMOUS");
  }

  /** The valid token is not: else everything would be as with a valid one. */
  @Test
  void scan_validTokenIsAnsweredWithAnError_isInconclusive() {
    assertThat(inconclusive(token -> ERRORS)).contains("the valid token", "errors");
  }

  @Test
  void scan_forgedTokenIsLetInToOtherContent_isReported() {
    ScanReport report =
        scan(
            token ->
                isValid(token)
                    ? DATA
                    : token.startsWith("eyJ") && token.endsWith(".")
                        ? new Reply(200, "{\"data\":{\"me\":{\"name\":\"root\"}}}", JSON)
                        : TestService.UNAUTHORIZED,
            UnaryOperator.identity());
    assertThat(rules(report)).contains("CS-LIVE-SIG-STRIPPED");
  }

  @Test
  void scan_cookieThatIsGoodByItself_isToldApart() {
    Function<HttpExchange, Reply> application =
        exchange -> {
          boolean session =
              String.valueOf(exchange.getRequestHeaders().getFirst("Cookie")).contains("SESSION=7");
          String token = TestService.bearer(exchange).orElse("");
          return session || isValid(token) ? TestService.OK : TestService.UNAUTHORIZED;
        };
    try (TestService service = TestService.serving(application)) {
      assertThat(
              catchThrowableOfType(
                  InconclusiveScanException.class,
                  () ->
                      scan(
                          service, it -> it.header("Accept", "*/*").header("Cookie", "SESSION=7"))))
          .hasMessageContaining("Cookie")
          .hasMessageContaining("by itself")
          .hasMessageNotContaining("SESSION");
      assertThat(rules(scan(service, it -> it.header("Cookie", "SESSION=8")))).isEmpty();
    }
  }

  @Test
  void scan_openServiceAndACookie_isReported() {
    ScanReport report = scan(token -> TestService.OK, it -> it.header("Cookie", "SESSION=7"));
    assertThat(rules(report)).containsExactly("CS-LIVE-ANONYMOUS");
  }
}
