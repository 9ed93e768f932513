package io.countersign.auth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.scan.live.TestIssuer;
import io.countersign.auth.scan.live.TestService;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a service that is not protected at all, which ends a scan after three requests. */
class LiveScanCommandTest {

  private static final String TOKEN = TestIssuer.RS256.token("valid", 0);

  @TempDir Path folder;
  private TestService open;

  @BeforeEach
  void start() {
    open = TestService.guardedBy(token -> TestService.OK);
  }

  @AfterEach
  void stop() {
    open.close();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text).toString();
  }

  private CommandRun scan(String... more) throws IOException {
    return run(open, file("token", "Bearer " + TOKEN + "\n"), more);
  }

  private static CommandRun run(TestService service, String tokenFile, String... more) {
    List<String> first =
        List.of("scan", "--target", service.uri("/me").toString(), "--token-file", tokenFile);
    return CommandRun.of(
        Map.of(), TOKEN, Stream.concat(first.stream(), Stream.of(more)).toArray(String[]::new));
  }

  @Test
  void scan_unprotectedService_exitsWith1AndSaysWhatWasNotTried() throws IOException {
    CommandRun run = scan("--i-own-this-service", "--rate", "50");
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("/me: running service", "CRITICAL  CS-LIVE-ANONYMOUS: Not protected at all")
        .contains("Not tried:", "implied by CS-LIVE-ANONYMOUS")
        .endsWith("1 service: 1 critical, 0 high, 0 medium, 0 low, 0 info\n")
        .doesNotContain("eyJ");
    assertThat(run.code()).isEqualTo(1);
    assertThat(open.requests()).hasSize(3);
  }

  @Test
  void scan_everyFile_isRead() throws IOException {
    String other = file("other", TestIssuer.RS256.token("other", -60));
    CommandRun run =
        scan(
            "--i-own-this-service",
            "--rate=50",
            "--jwks=" + file("jwks", TestIssuer.RS256.jwks()),
            "--second-token-file=" + other,
            "--refresh-token-file=" + other,
            "--expired-token-file=" + other,
            "--logged-out-token-file=" + other,
            "--revoked-token-file=" + other,
            "--old-epoch-token-file=" + other,
            "--header=Accept: text/html",
            "--accepted-status=200,204",
            "--accepted-text=hello",
            "--format=json");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("\"attempts\"", "CS-LIVE-ANONYMOUS");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void scan_tokenInACookie_isSentThere() throws IOException {
    CommandRun run = scan("--i-own-this-service", "--rate=50", "--token-cookie=access_token");
    assertThat(run.err()).isEmpty();
    assertThat(open.headers("Cookie"))
        .containsExactly("access_token=" + TOKEN, "", "access_token=" + TOKEN);
    assertThat(open.headers("Authorization")).containsOnly("");
  }

  @Test
  void scan_tokenInAnotherHeader_isSentThere() throws IOException {
    scan("--i-own-this-service", "--rate=50", "--token-header=X-Access-Token");
    assertThat(open.headers("X-Access-Token")).containsExactly(TOKEN, "", TOKEN);
  }

  @Test
  void scan_tokenBehindAnotherScheme_isSentThere() throws IOException {
    scan("--i-own-this-service", "--rate=50", "--token-header=Authorization: DPoP ");
    assertThat(open.headers("Authorization")).containsExactly("DPoP " + TOKEN, "", "DPoP " + TOKEN);
  }

  @Test
  void scan_postWithABody_isSent() throws IOException {
    String body = file("body", "{\"query\":\"{ me { id } }\"}\n");
    CommandRun run =
        scan(
            "--i-own-this-service",
            "--rate=50",
            "--method=post",
            "--allow-unsafe-method",
            "--body=" + body);
    assertThat(run.err()).isEmpty();
    assertThat(open.requests()).containsOnly("POST /me").hasSize(3);
    assertThat(open.headers("Content-Type")).containsOnly("application/json");
    assertThat(open.headers("Content-Length")).containsOnly("25");
    assertThat(scan("--i-own-this-service", "--method=POST", "--body=" + body).code()).isEqualTo(2);
  }

  @Test
  void scan_refusalsWithStatus200_exitWith2AndLeadToTheOption() throws IOException {
    try (TestService graphql =
        TestService.guardedBy(
            token ->
                token.equals(TOKEN)
                    ? TestService.OK
                    : new TestService.Reply(200, "{\"errors\":[{\"message\":\"log in\"}]}"))) {
      CommandRun run = run(graphql, file("t", TOKEN), "--i-own-this-service", "--rate=50");
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err()).contains("no token", "errors", "--accepted-text").hasLineCount(1);
    }
  }

  @Test
  void scan_notOwned_isWrongUsageAndSendsNothing() throws IOException {
    CommandRun run = scan();
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--i-own-this-service");
    assertThat(open.requests()).isEmpty();
  }

  @Test
  void scan_standardInput_holdsTheToken() {
    assertThat(run(open, "-", "--i-own-this-service", "--rate=50").code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--rate=51",
        "--method=POST",
        "--header=nothing",
        "--jwks-url=ftp://a.example/",
        "--logout-url=http://127.0.0.1/logout",
        "--signing-key=/dev/null",
        "--refresh-token-file=/dev/null",
        "--expired-token-file=/nowhere/at/all"
      })
  void scan_wrongOption_isWrongUsageAndSendsNothing(String option) throws IOException {
    assertThat(scan("--i-own-this-service", option).code()).isEqualTo(2);
    assertThat(open.requests()).isEmpty();
  }

  @Test
  void scan_tokenAsArgument_isRefusedAndNotRepeated() {
    CommandRun run = run(open, TOKEN, "--i-own-this-service");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out() + run.err()).doesNotContain("eyJ");
  }

  @Test
  void scan_noTokenOrNoTarget_isWrongUsage() throws IOException {
    String target = open.uri("/me").toString();
    assertThat(CommandRun.of("scan", "--target", target, "--i-own-this-service").code())
        .isEqualTo(2);
    assertThat(CommandRun.of("scan", "--token-file", file("t", TOKEN)).code()).isEqualTo(2);
  }

  @Test
  void scan_validTokenRefused_exitsWith2AndOneLine() throws IOException {
    try (TestService closed = TestService.guardedBy(token -> TestService.UNAUTHORIZED)) {
      CommandRun run = run(closed, file("t", TOKEN), "--i-own-this-service");
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .startsWith("countersign: the valid token is not accepted (HTTP 401)")
          .hasLineCount(1);
    }
  }

  @Test
  void scan_unreachable_exitsWith2AndOneLine() throws IOException {
    open.close();
    CommandRun run = scan("--i-own-this-service");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("countersign: http://127.0.0.1:").hasLineCount(1);
  }

  @Test
  void progress_isOneLineThatIsCleared() {
    StringWriter terminal = new StringWriter();
    LiveProgress progress = new LiveProgress(new PrintWriter(terminal));
    progress.next(7, 150, "CS-LIVE-JWK: jwk" + "\n".repeat(100));
    progress.end();
    assertThat(terminal.toString())
        .startsWith("\r7/150 CS-LIVE-JWK: jwk")
        .endsWith("\r\u001b[K")
        .doesNotContain("\n")
        .hasSizeLessThan(100);
  }
}
