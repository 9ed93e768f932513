package io.countersign.auth.cli;

import static io.countersign.auth.cli.LiveOptions.given;

import io.countersign.auth.scan.live.LiveScannerBuilder;
import java.net.URI;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Tokens and keys of the service's owner, each in a file of its own; - is the standard input. */
final class LiveTokens {

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "The token that the service accepts; needed.")
  private @Nullable String token;

  @Option(
      names = "--second-token-file",
      paramLabel = "FILE",
      description = "Another genuine access token, whose signature is put under the first.")
  private @Nullable String second;

  @Option(
      names = "--refresh-token-file",
      paramLabel = "FILE",
      description = "A refresh token of the session; no resource may take it.")
  private @Nullable String refresh;

  @Option(
      names = "--expired-token-file",
      paramLabel = "FILE",
      description = "A genuine token that has expired.")
  private @Nullable String expired;

  @Option(
      names = "--logged-out-token-file",
      paramLabel = "FILE",
      description = "An access token of a session that was logged out.")
  private @Nullable String loggedOut;

  @Option(
      names = "--revoked-token-file",
      paramLabel = "FILE",
      description = "An access token that was revoked by itself.")
  private @Nullable String revoked;

  @Option(
      names = "--old-epoch-token-file",
      paramLabel = "FILE",
      description = "An access token from before its user's password was changed.")
  private @Nullable String oldEpoch;

  @Option(
      names = "--signing-key",
      paramLabel = "FILE",
      description =
          "A key for tests that the service trusts, PKCS#8 PEM or JWK: claims are forged with it.")
  private @Nullable String signingKey;

  @Option(
      names = "--logout-url",
      paramLabel = "URL",
      description =
          "Where the refresh token is posted in the end, as {\"refresh_token\":\"…\"}: logs the"
              + " session out, and watches until its access token is refused.")
  private @Nullable URI logoutUrl;

  @Option(
      names = "--revocation-wait",
      paramLabel = "DURATION",
      defaultValue = "PT30S",
      description = "How long to watch after the logout, in ISO 8601; PT30S by default.")
  private Duration revocationWait;

  /** Hands all of them over. */
  void addTo(LiveScannerBuilder builder, ScanFiles files) {
    read("--token-file", token, file -> builder.validToken(files.token(file)));
    read("--second-token-file", second, file -> builder.secondToken(files.token(file)));
    read("--refresh-token-file", refresh, file -> builder.refreshToken(files.token(file)));
    read("--expired-token-file", expired, file -> builder.expiredToken(files.token(file)));
    read("--logged-out-token-file", loggedOut, file -> builder.loggedOutToken(files.token(file)));
    read("--revoked-token-file", revoked, file -> builder.revokedToken(files.token(file)));
    read("--old-epoch-token-file", oldEpoch, file -> builder.oldEpochToken(files.token(file)));
    read("--signing-key", signingKey, file -> builder.signingKey(files.text(file)));
    given(logoutUrl, url -> builder.logout(url, revocationWait));
  }

  private static void read(String option, @Nullable String file, Consumer<String> reader) {
    try {
      given(file, reader);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }
}
