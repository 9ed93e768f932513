package io.countersign.auth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.scan.TokenScanner;
import io.countersign.auth.scan.live.LiveScanner;
import io.countersign.auth.scan.report.RuleInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanCommandTest {

  private static final String CLAIMS =
      """
      {"iss":"https://auth.example","sub":"u1","aud":"shop","exp":1767269700,"iat":1767268800,\
      "jti":"j1","upn":"anna"}""";

  /** Critical: it is not signed. */
  private static final String UNSIGNED =
      token("{\"alg\":\"none\",\"kid\":\"k\",\"typ\":\"JWT\"}", "");

  /** Low: its header does not say what it is. */
  private static final String UNTYPED = token("{\"alg\":\"RS256\",\"kid\":\"k\"}", "A".repeat(342));

  private static final String CLEAN =
      token("{\"alg\":\"RS256\",\"kid\":\"k\",\"typ\":\"JWT\"}", "A".repeat(342));

  @TempDir Path folder;

  private static String token(String header, String signature) {
    return base64(header) + "." + base64(CLAIMS) + "." + signature;
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private String file(String name, String... lines) throws IOException {
    return Files.writeString(
            folder.resolve(name), Stream.of(lines).collect(Collectors.joining("\n")))
        .toString();
  }

  private static CommandRun scan(String... arguments) {
    return CommandRun.of(
        Stream.concat(Stream.of("scan"), Stream.of(arguments)).toArray(String[]::new));
  }

  @Test
  void scan_cleanTokens_exitsWith0() throws IOException {
    String tokens = file("t", "# mine", "", "Bearer " + CLEAN + "\r", "  bearer  " + CLEAN);
    CommandRun run = scan(tokens);
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(tokens + ":3: signed token", tokens + ":4: signed token")
        .endsWith("2 tokens: 0 critical, 0 high, 0 medium, 0 low, 0 info\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void scan_aFindingAtTheThreshold_exitsWith1() throws IOException {
    String low = file("low", UNTYPED);
    assertThat(scan(file("t", UNSIGNED)).code()).isEqualTo(1);
    assertThat(scan(low).code()).isZero();
    assertThat(scan(low, "--fail-on", "low").code()).isEqualTo(1);
    assertThat(scan(low, "--fail-on", "medium").code()).isZero();
    assertThat(scan(low, "--fail-on", "grave").code()).isEqualTo(2);
  }

  @Test
  void scan_standardInput_isReadForADash() {
    CommandRun run = CommandRun.of(Map.of(), UNSIGNED, "scan", "-");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("stdin:1: signed token").contains("CS-ALG-NONE");
  }

  @Test
  void scan_keySetAlone_isScanned() throws IOException {
    CommandRun run = scan("--jwks", file("jwks", "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("CS-JWKS-SYMMETRIC").doesNotContain("AAAA");
  }

  @Test
  void scan_words_areTried() throws IOException {
    String token = // HS256 by RFC 7515 A.1's header and an empty object, by the word below
        "eyJhbGciOiJIUzI1NiIsImtpZCI6ImsiLCJ0eXAiOiJKV1QifQ.e30";
    String signed = token + "." + hmac(token, "violet kettle drums");
    String tokens = file("t", signed);
    assertThat(scan(tokens).out()).contains("CS-ALG-HMAC");
    assertThat(scan(tokens, "--words", file("w", "a", "violet kettle drums")).out())
        .contains("CS-HMAC-GUESSABLE", "word 2 of yours")
        .doesNotContain("violet");
  }

  private static String hmac(String input, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HMAC"));
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(mac.doFinal(input.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"%s", "--jwks=%s", "--out=%s", "--token=%s", "--format=%s", "Bearer %s"})
  void scan_tokenAsArgument_isRefusedAndNotRepeated(String argument) throws IOException {
    CommandRun run = scan(file("t", CLEAN), argument.formatted(UNSIGNED));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out() + run.err()).doesNotContain(UNSIGNED.substring(0, 20));
    assertThat(folder).isDirectoryNotContaining("glob:**eyJ*");
  }

  @Test
  void scan_noFile_isWrongUsage() {
    assertThat(scan().code()).isEqualTo(2);
    assertThat(scan(folder.resolve("nothing").toString()).code()).isEqualTo(2);
    assertThat(scan("a\0b").code()).isEqualTo(2);
    assertThat(scan("--jwks", folder.toString()).code()).isEqualTo(2);
  }

  @Test
  void scan_wrongOptions_areWrongUsage() throws IOException {
    String tokens = file("t", CLEAN);
    assertThat(scan(tokens, "--max-lifetime", "1h").code()).isEqualTo(2);
    assertThat(scan(tokens, "--max-lifetime", "PT0S").code()).isEqualTo(2);
    assertThat(scan(tokens, "--skew", "-PT1S").code()).isEqualTo(2);
    assertThat(scan(tokens, "--format", "markdown").code()).isEqualTo(2);
    assertThat(scan(tokens, "--baseline", tokens).code()).isEqualTo(2);
    assertThat(scan(tokens, "--out", folder.toString()).code()).isEqualTo(2);
    assertThat(scan("--list", "--format", "json").code()).isEqualTo(2);
  }

  @Test
  void scan_options_reachTheScanner() throws IOException {
    String tokens = file("t", CLEAN);
    assertThat(scan(tokens, "--max-lifetime", "PT10M").out()).contains("CS-TIME-LIFETIME");
    String ahead =
        CLEAN.replace(base64(CLAIMS), base64(CLAIMS.replace("1767268800", "1767268825")));
    assertThat(scan(file("u", ahead)).out()).doesNotContain("CS-TIME-FUTURE");
    assertThat(scan(file("u", ahead), "--skew", "PT1S").out()).contains("CS-TIME-FUTURE");
  }

  @Test
  void scan_baseline_takesKnownFindingsOut() throws IOException {
    String tokens = file("t", UNSIGNED);
    String baseline = folder.resolve("baseline").toString();
    assertThat(scan(tokens, "--write-baseline", baseline).code()).isZero();
    assertThat(Path.of(baseline)).content().contains("CS-ALG-NONE");
    file("t", CLEAN, UNSIGNED);
    CommandRun run = scan(tokens, "--baseline", baseline);
    assertThat(run.code()).isZero();
    assertThat(run.out()).endsWith("0 info; 1 known, not shown\n");
    file("t", UNSIGNED, UNSIGNED);
    assertThat(scan(tokens, "--baseline", baseline).code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "sarif", "JUnit", "text"})
  void scan_format_goesToTheFile(String format) throws IOException {
    Path report = folder.resolve("report");
    CommandRun run = scan(file("t", UNSIGNED), "--format", format, "--out", report.toString());
    assertThat(run).isEqualTo(new CommandRun(1, "", ""));
    assertThat(report).content().contains("CS-ALG-NONE");
  }

  @Test
  void scan_colour_isForTerminalsOrWhenAskedFor() throws IOException {
    String tokens = file("t", UNSIGNED);
    assertThat(scan(tokens).out()).doesNotContain("\u001b");
    assertThat(scan(tokens, "--color", "never").out()).doesNotContain("\u001b");
    assertThat(scan(tokens, "--colour", "always").out()).contains("\u001b[1;31mCRITICAL");
    assertThat(CommandRun.of(Map.of("NO_COLOR", "1"), UNSIGNED, "scan", "-", "--colour=auto").out())
        .doesNotContain("\u001b");
  }

  @Test
  void scan_endlessLine_isCutAndReported() {
    CommandRun run = CommandRun.of(Map.of(), "a".repeat(200_000) + "\n" + CLEAN, "scan", "-");
    assertThat(run.out()).contains("CS-FORM-TOO-LARGE", "stdin:2: signed token");
  }

  @Test
  void list_text_hasEveryRule() {
    CommandRun run = scan("--list");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("RULE ")
        .contains("CS-ALG-NONE ", "critical", "RFC 8725 §3.2")
        .contains("CS-LIVE-ANONYMOUS ");
    assertThat(run.out().lines().skip(1).map(line -> line.substring(0, line.indexOf(' '))))
        .containsExactlyElementsOf(
            Stream.of(TokenScanner.rules(), LiveScanner.rules())
                .flatMap(List::stream)
                .map(RuleInfo::id)
                .toList());
  }

  @Test
  void list_markdown_isTheTableInTheDocs() throws IOException {
    String docs = Files.readString(Path.of("../docs/scanner.md"));
    assertThat(docs)
        .contains(
            "<!-- scan --list --format markdown -->\n\n"
                + scan("--list", "--format", "markdown").out()
                + "\n<!-- end -->");
  }
}
