package io.countersign.auth.cli;

import io.countersign.auth.scan.live.LiveScanner;
import io.countersign.auth.scan.live.LiveScannerBuilder;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which running service to scan, and how. */
final class LiveOptions {

  @Option(
      names = "--target",
      required = true,
      paramLabel = "URL",
      description = "The address of a resource that is to be protected, on a running service.")
  private URI target;

  @Option(
      names = "--i-own-this-service",
      description = "Needed: forged tokens go only to services whose owner wants that.")
  private boolean owned;

  @ArgGroup(exclusive = false)
  private LiveTokens tokens = new LiveTokens();

  @Option(
      names = "--jwks-url",
      paramLabel = "URL",
      description = "Where the key set is to be fetched, instead of --jwks.")
  private @Nullable URI jwksUrl;

  @Option(
      names = "--method",
      paramLabel = "METHOD",
      description = "How the resource is asked: GET (the default), HEAD or OPTIONS.")
  private @Nullable String method;

  @Option(
      names = "--allow-unsafe-method",
      description = "Take other methods too; what is accepted does what it does, without a body.")
  private boolean unsafeMethod;

  @Option(
      names = "--header",
      paramLabel = "NAME:VALUE",
      description = "Another header of every request; may be given more than once.")
  private List<String> headers = new ArrayList<>();

  @Option(
      names = "--accepted-status",
      paramLabel = "STATUS",
      split = ",",
      description = "The statuses that let a caller in; 200 to 299 by default.")
  private Set<Integer> acceptedStatuses = new LinkedHashSet<>();

  @Option(
      names = "--accepted-text",
      paramLabel = "TEXT",
      description = "What stands in every answer that lets a caller in.")
  private @Nullable String acceptedText;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "The most requests a second, 1 to 50; 10 by default. There are at most 300.")
  private @Nullable Integer rate;

  @Option(
      names = "--insecure-http",
      description = "Send tokens over plain http to another machine: whoever listens has them.")
  private boolean insecureHttp;

  /**
   * What the options say so far.
   *
   * @throws IllegalArgumentException when one of them is wrong, saying which
   */
  LiveScannerBuilder scanner(ScanFiles files, Clock clock, SecureRandom random) {
    if (!owned) {
      throw new IllegalArgumentException(
          "it sends forged tokens; if the service is yours, or its owner wants it scanned, say"
              + " --i-own-this-service");
    }
    LiveScannerBuilder builder = LiveScanner.builder(target, clock, random).ownedByMe();
    tokens.addTo(builder, files);
    given(jwksUrl, builder::jwksUrl);
    given(method, builder::method);
    given(acceptedText, builder::acceptedText);
    given(rate, builder::rate);
    builder.acceptedStatus(acceptedStatuses);
    headers.forEach(header -> addHeader(header, builder));
    if (unsafeMethod) {
      builder.allowUnsafeMethod();
    }
    return insecureHttp ? builder.insecureHttp() : builder;
  }

  private static void addHeader(String header, LiveScannerBuilder builder) {
    int colon = header.indexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("--header must be such as Accept:text/html");
    }
    builder.header(header.substring(0, colon).strip(), header.substring(colon + 1).strip());
  }

  /** Hands a value over, if there is one. */
  static <T> void given(@Nullable T value, Consumer<T> receiver) {
    if (value != null) {
      receiver.accept(value);
    }
  }
}
