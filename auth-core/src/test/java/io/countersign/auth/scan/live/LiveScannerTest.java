package io.countersign.auth.scan.live;

import static io.countersign.auth.scan.live.TestIssuer.ES256;
import static io.countersign.auth.scan.live.TestIssuer.RS256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.auth.scan.live.TestService.Reply;
import io.countersign.auth.scan.live.attack.AttackerSite;
import io.countersign.auth.scan.live.attack.Attacks;
import io.countersign.auth.scan.live.attack.Forgery;
import io.countersign.auth.scan.live.attack.GenuineToken;
import io.countersign.auth.scan.live.attack.LogoutWatch;
import io.countersign.auth.scan.live.attack.Probe;
import io.countersign.auth.scan.live.attack.SigningKey;
import io.countersign.auth.scan.live.service.Answer;
import io.countersign.auth.scan.live.service.InconclusiveScanException;
import io.countersign.auth.scan.live.service.Pacing;
import io.countersign.auth.scan.live.service.ServiceClient;
import io.countersign.auth.scan.live.service.Target;
import io.countersign.auth.scan.report.Attempt;
import io.countersign.auth.scan.report.Attempt.Outcome;
import io.countersign.auth.scan.report.ReportFormat;
import io.countersign.auth.scan.report.RuleInfo;
import io.countersign.auth.scan.report.ScanReport;
import io.countersign.auth.scan.report.ScanResults;
import io.countersign.auth.scan.report.Severity;
import java.io.IOException;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveScannerTest {

  private final MovingClock clock = new MovingClock();

  private TestService right() {
    return TestService.guardedBy(Owned.rightDoor(RS256, clock));
  }

  /** With nothing but the valid token. */
  private LiveScannerBuilder scanner(URI target) {
    return LiveScanner.builder(target, clock, new SecureRandom())
        .pacing(clock)
        .validToken(Owned.valid(RS256));
  }

  private InconclusiveScanException failure(Function<String, Reply> door) {
    try (TestService service = TestService.guardedBy(door)) {
      scanner(service.uri("/me")).ownedByMe().build().scan();
      throw new AssertionError("there was a report");
    } catch (InconclusiveScanException e) {
      return e;
    }
  }

  @Test
  void build_notOwned_isRefused() {
    LiveScannerBuilder builder = scanner(URI.create("http://127.0.0.1:1/me"));
    assertThatThrownBy(builder::build)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("owner");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ftp://localhost/me", "file:///etc/passwd", "/me", "https://u:p@host/me"})
  void builder_wrongTarget_isRefused(String target) {
    assertThatThrownBy(() -> scanner(URI.create(target)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void build_outOfBounds_isRefused() {
    URI target = URI.create("https://service.example/me");
    for (LiveScannerBuilder wrong :
        List.of(
            scanner(target).rate(51),
            scanner(target).rate(0),
            scanner(target).method("POST"),
            scanner(target).header("authorization", "x"),
            scanner(target).header("a b", "x"),
            scanner(target).skew(Duration.ofSeconds(-1)),
            scanner(target).logout(target, Duration.ofSeconds(30)),
            scanner(target).refreshToken("r").logout(target, Duration.ofMinutes(11)),
            scanner(target)
                .refreshToken("r")
                .logout(URI.create("http://service.example/"), Duration.ZERO),
            scanner(URI.create("http://service.example/me")),
            LiveScanner.builder(target, clock, new SecureRandom()))) {
      assertThatThrownBy(wrong.ownedByMe()::build).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(scanner(target).method("post").allowUnsafeMethod().rate(50).ownedByMe().build())
        .isNotNull();
    assertThat(scanner(URI.create("http://service.example/me")).insecureHttp().ownedByMe().build())
        .isNotNull();
  }

  @ParameterizedTest
  @EnumSource
  void scan_everythingGiven_keepsPaceAndPlan(TestIssuer issuer) {
    List<Integer> planned = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    try (TestService service = TestService.guardedBy(Owned.rightDoor(issuer, clock))) {
      Owned.scanner(service, issuer, clock)
          .rate(20)
          .progress(
              (number, of, what) -> {
                numbers.add(number);
                planned.add(of);
              })
          .build()
          .scan();
      int sent = service.requests().size();
      assertThat(sent).isBetween(100, LiveScanner.MOST_REQUESTS);
      assertThat(numbers).hasSize(sent).last().isEqualTo(sent);
      assertThat(planned).containsOnly(sent);
      assertThat(clock.pauses()).hasSize(sent - 1).containsOnly(Duration.ofMillis(50));
    }
  }

  @Test
  void client_moreThanAllowed_areNotSent() throws IOException {
    try (TestService service = right()) {
      ServiceClient client = new ServiceClient(clock, clock, 10, 2);
      HttpRequest request = HttpRequest.newBuilder(service.uri("/")).build();
      client.send(request);
      client.send(request);
      assertThatThrownBy(() -> client.send(request)).isInstanceOf(InconclusiveScanException.class);
      assertThat(service.requests()).hasSize(2);
    }
  }

  @Test
  void client_notConnected_triesOnceMoreAfterTheInterval() throws IOException {
    TestService gone = right();
    URI address = gone.uri("/");
    gone.close();
    List<TestService> back = new ArrayList<>();
    Pacing pacing =
        time -> {
          clock.pause(time);
          back.add(TestService.guardedBy(address.getPort(), token -> TestService.OK));
        };
    ServiceClient client = new ServiceClient(clock, pacing, 10, 1);
    assertThat(client.send(HttpRequest.newBuilder(address).build()).status()).isEqualTo(200);
    assertThat(clock.pauses()).containsExactly(Duration.ofMillis(100));
    back.forEach(TestService::close);
  }

  @Test
  void client_neverConnected_fails() throws IOException {
    TestService gone = right();
    HttpRequest request = HttpRequest.newBuilder(gone.uri("/")).build();
    gone.close();
    ServiceClient client = new ServiceClient(clock, clock, 10, 1);
    assertThatThrownBy(() -> client.send(request)).isInstanceOf(ConnectException.class);
    assertThat(clock.pauses()).hasSize(1);
  }

  @Test
  void scan_redirect_isNotFollowed() {
    Map<String, String> location = Map.of("Location", "/in");
    try (TestService service =
        TestService.guardedBy(
            token ->
                token.equals(Owned.valid(RS256)) ? TestService.OK : new Reply(302, "", location))) {
      ScanReport report = scanner(service.uri("/me")).ownedByMe().build().scan();
      assertThat(report.findings()).isEmpty();
      assertThat(service.requests()).containsOnly("GET /me");
    }
  }

  @Test
  void scan_controlFails_sendsNothingElse() {
    AtomicInteger asked = new AtomicInteger();
    InconclusiveScanException failure =
        failure(
            token -> {
              asked.incrementAndGet();
              return TestService.UNAUTHORIZED;
            });
    assertThat(failure).hasMessageContaining("HTTP 401").hasMessageNotContaining("\n");
    assertThat(asked).hasValue(1);
  }

  @Test
  void scan_controlFailsAtTheEnd_isInconclusive() {
    AtomicInteger accepted = new AtomicInteger();
    assertThat(
            failure(
                token ->
                    token.equals(Owned.valid(RS256)) && accepted.incrementAndGet() == 1
                        ? TestService.OK
                        : TestService.UNAUTHORIZED))
        .hasMessageContaining("at the end");
  }

  @Test
  void scan_tooManyRequests_isInconclusive() {
    assertThat(
            failure(
                token ->
                    token.equals(Owned.valid(RS256)) ? TestService.OK : new Reply(429, "slower")))
        .hasMessageContaining("429");
  }

  @Test
  void scan_serviceHangsUp_isInconclusiveAndNotAskedForLong() {
    AtomicInteger asked = new AtomicInteger();
    assertThat(
            failure(
                token -> {
                  asked.incrementAndGet();
                  if (token.equals(Owned.valid(RS256))) {
                    return TestService.OK;
                  }
                  throw new IllegalStateException("hangs up");
                }))
        .hasMessageContaining("3 requests in a row");
    assertThat(asked).hasValueLessThanOrEqualTo(7); // the JDK's client asks once more by itself
  }

  @Test
  void scan_unreachable_isInconclusive() {
    URI nowhere;
    try (TestService service = right()) {
      nowhere = service.uri("/me");
    }
    LiveScanner scanner = scanner(nowhere).ownedByMe().build();
    assertThatThrownBy(scanner::scan)
        .isInstanceOf(InconclusiveScanException.class)
        .hasMessageContaining(nowhere.toString());
  }

  @Test
  void scan_hugeAnswers_areReadInPart() {
    try (TestService service =
        TestService.guardedBy(
            token ->
                token.equals(Owned.valid(RS256))
                    ? TestService.OK
                    : new Reply(401, "x".repeat(500_000) + token))) {
      assertThat(scanner(service.uri("/me")).ownedByMe().build().scan().findings()).isEmpty();
    }
  }

  @Test
  void scan_validTokenAlone_saysWhatWasNotTriedAndWhy() throws IOException {
    try (TestService service = right()) {
      ScanReport report =
          scanner(service.uri("/me?secret=1")).ownedByMe().header("X-Key", "1").build().scan();
      assertThat(report.attempts())
          .extracting(it -> it.rule().id())
          .containsSubsequence(Attacks.ALL.stream().map(it -> it.info().id()).toList());
      assertThat(report.attempts())
          .filteredOn(it -> it.outcome() == Outcome.NOT_TRIED)
          .extracting(Attempt::detail)
          .contains(
              "needs a signing key",
              "needs a refresh token",
              "needs the service's key set",
              "needs a second token")
          .noneMatch(String::isBlank);
      assertThat(written(report, ReportFormat.TEXT))
          .contains("Tried:", "CS-LIVE-ALG-NONE            14 refused", "Not tried:", "1 service")
          .doesNotContain("secret=1");
      assertThat(written(report, ReportFormat.JSON)).contains("\"outcome\" : \"not tried\"");
      assertThat(written(report, ReportFormat.JUNIT)).contains("Not tried:");
      for (ReportFormat format : ReportFormat.values()) {
        assertThat(written(report, format)).doesNotContainPattern("eyJ|[A-Za-z0-9_-]{80}");
      }
    }
  }

  private static String written(ScanReport report, ReportFormat format) throws IOException {
    StringWriter text = new StringWriter();
    format.write(new ScanResults(List.of(report), 0, Severity.LOW), false, text);
    return text.toString();
  }

  @Test
  void scan_keySetUrl_isFetched() {
    try (TestService service = right();
        TestService keys = TestService.guardedBy(token -> new Reply(200, RS256.jwks()));
        TestService none = TestService.guardedBy(token -> new Reply(200, "{}"))) {
      ScanReport report =
          scanner(service.uri("/me")).ownedByMe().jwksUrl(keys.uri("/keys")).build().scan();
      assertThat(keys.requests()).containsExactly("GET /keys");
      assertThat(report.attempts())
          .extracting(Attempt::detail)
          .doesNotContain("needs the service's key set");
      LiveScanner scanner =
          scanner(service.uri("/me")).ownedByMe().jwksUrl(none.uri("/keys")).build();
      assertThatThrownBy(scanner::scan)
          .isInstanceOf(InconclusiveScanException.class)
          .hasMessageContaining("key set");
    }
  }

  @Test
  void site_forAServiceElsewhere_doesNotExist() {
    assertThat(AttackerSite.nowhere().url("a")).matches("https://[^/]+\\.invalid/a");
    assertThat(new Target(URI.create("https://localhost.example/")).isLoopback()).isFalse();
    assertThat(new Target(URI.create("http://[::1]:8080/")).isLoopback()).isTrue();
  }

  @Test
  void rules_all_haveAnIdOfTheirOwnAndSayEverything() {
    assertThat(LiveScanner.rules())
        .extracting(RuleInfo::id)
        .doesNotHaveDuplicates()
        .allMatch(id -> id.matches("CS-LIVE-[A-Z0-9-]+"));
    assertThat(LiveScanner.rules())
        .allSatisfy(
            rule -> {
              assertThat(rule.title()).isNotBlank().doesNotEndWith(".").hasSizeLessThan(70);
              assertThat(rule.why()).endsWith(".");
              assertThat(rule.fix()).endsWith(".");
            });
  }

  @Test
  void texts_ofWhatHoldsTokens_hideThem() {
    String token = Owned.valid(ES256);
    GenuineToken genuine = GenuineToken.of("it", token);
    assertThat(
            List.of(
                    genuine,
                    Forgery.of(genuine),
                    new Probe("v", token, ""),
                    new Answer(401, token, token),
                    SigningKey.of(ES256.privateJwk()),
                    new LogoutWatch(URI.create("https://a.example/"), token, Duration.ZERO, clock))
                .toString())
        .doesNotContain("eyJ", token.substring(token.length() - 20));
  }
}
