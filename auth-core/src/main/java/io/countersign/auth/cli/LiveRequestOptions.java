package io.countersign.auth.cli;

import static io.countersign.auth.cli.LiveOptions.given;

import io.countersign.auth.scan.live.LiveScannerBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a running service is asked. */
final class LiveRequestOptions {

  /** Editors and echo end a file with a line end that is no part of its text. */
  private static final Pattern LAST_LINE_END = Pattern.compile("\\r?\\n\\z");

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "How the resource is asked: GET (the default), HEAD or OPTIONS.")
  private @Nullable String method;

  @Option(
      names = "--allow-unsafe-method",
      description = "Take other methods too, such as POST; what is accepted does what it does.")
  private boolean unsafeMethod;

  @Option(
      names = "--body",
      paramLabel = "FILE",
      description = {
        "What is sent with every request, without its last line end; JSON unless --header says"
            + " otherwise by Content-Type."
      })
  private @Nullable String body;

  @Option(
      names = "--token-header",
      paramLabel = "NAME[:TEXT]",
      description = {
        "The header that has the token, and what stands before it: X-Access-Token, or"
            + " \"Authorization: DPoP \"; Authorization with Bearer by default."
      })
  private @Nullable String tokenHeader;

  @Option(
      names = "--token-cookie",
      paramLabel = "NAME",
      description = "The cookie that has the token, instead of a header.")
  private @Nullable String tokenCookie;

  @Option(
      names = "--header",
      paramLabel = "NAME:VALUE",
      description = "Another header of every request; may be given more than once.")
  private List<String> headers = new ArrayList<>();

  /**
   * Hands all of them over.
   *
   * @throws IllegalArgumentException when a header is malformed
   */
  void addTo(LiveScannerBuilder builder, ScanFiles files) {
    given(method, builder::method);
    given(body, file -> builder.body(LAST_LINE_END.matcher(files.text(file)).replaceFirst("")));
    given(tokenHeader, text -> addTokenHeader(text, builder));
    given(tokenCookie, builder::tokenCookie);
    headers.forEach(header -> addHeader(header, builder));
    if (unsafeMethod) {
      builder.allowUnsafeMethod();
    }
  }

  private static void addTokenHeader(String text, LiveScannerBuilder builder) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      builder.tokenHeader(text.strip(), "");
    } else {
      builder.tokenHeader(text.substring(0, colon).strip(), before(text.substring(colon + 1)));
    }
  }

  /** A scheme and its token have a space between them, whether it was typed or not. */
  private static String before(String text) {
    return text.isBlank() ? "" : text.strip() + " ";
  }

  private static void addHeader(String header, LiveScannerBuilder builder) {
    int colon = header.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("--header must be such as Accept:text/html");
    }
    builder.header(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
  }
}
