package io.countersign.auth.cli;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.scan.live.TestIssuer;
import io.countersign.auth.scan.live.TestService;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files as Windows' editors and its PowerShell write them. */
class TokenFileEncodingTest {

  private static final String MARK = "\uFEFF";
  private static final String TOKEN = TestIssuer.RS256.token("valid", 0);

  @TempDir Path folder;

  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of("UTF-8", UTF_8, ""),
        Arguments.of("UTF-8 with a mark", UTF_8, MARK),
        Arguments.of("UTF-16, little end first, with a mark", UTF_16LE, MARK),
        Arguments.of("UTF-16, big end first, with a mark", UTF_16BE, MARK),
        Arguments.of("UTF-16, little end first", UTF_16LE, ""),
        Arguments.of("UTF-16, big end first", UTF_16BE, ""),
        Arguments.of("UTF-32 with a mark", Charset.forName("UTF-32LE"), MARK));
  }

  private String file(String name, String text, Charset charset) throws IOException {
    return Files.write(folder.resolve(name), text.getBytes(charset)).toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void scan_fileOfTokens_isReadWhateverItsEncoding(String name, Charset charset, String mark)
      throws IOException {
    String text = mark + TOKEN + "\r\nBearer " + TOKEN + "\r\n";
    CommandRun run = CommandRun.of("scan", file("t", text, charset));
    assertThat(run.out())
        .contains("t:1: signed token", "t:2: signed token", "2 tokens: 0 critical, 0 high");
    assertThat(run.code()).as(name).isZero();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("encodings")
  void scan_keySetAndTokenOfALiveScan_areReadToo(String name, Charset charset, String mark)
      throws IOException {
    try (TestService closed = TestService.guardedBy(token -> TestService.UNAUTHORIZED)) {
      CommandRun run =
          CommandRun.of(
              "scan",
              "--target=" + closed.uri("/me"),
              "--i-own-this-service",
              "--jwks=" + file("jwks", mark + TestIssuer.RS256.jwks(), charset),
              "--token-file=" + file("t", mark + TOKEN + "\r\n", charset));
      assertThat(run.err()).as(name).startsWith("countersign: the valid token is not accepted");
      assertThat(closed.requests()).hasSize(1);
    }
  }

  @Test
  void scan_marksBetweenLines_arePassedOver() {
    assertThat(CommandRun.of(Map.of(), TOKEN + "\n" + MARK + TOKEN, "scan", "-").code()).isZero();
  }

  @Test
  void tokenFile_ofTheKeyCommands_isReadToo() throws IOException {
    String token = file("t", MARK + "abc.def.ghi\r\n", UTF_16LE);
    CommandRun run =
        CommandRun.of("keys", "list", "--url=http://127.0.0.1:1/auth", "--token-file=" + token);
    assertThat(run.err()).doesNotContain("holds no access token").contains("127.0.0.1");
  }
}
