package io.countersign.auth.cli;

import io.countersign.auth.scan.live.LiveScanner;
import io.countersign.auth.scan.live.LiveScannerBuilder;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.LinkedHashSet;
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

  @ArgGroup(exclusive = false)
  private LiveRequestOptions request = new LiveRequestOptions();

  @Option(
      names = "--accepted-status",
      paramLabel = "STATUS",
      split = ",",
      description = "The statuses that let a caller in; 200 to 299 by default.")
  private Set<Integer> acceptedStatuses = new LinkedHashSet<>();

  @Option(
      names = "--accepted-text",
      paramLabel = "TEXT",
      description = {
        "What stands in every answer that lets a caller in, and in no other: for services that"
            + " refuse with a status of success, such as GraphQL and login pages."
      })
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
    given(acceptedText, builder::acceptedText);
    given(rate, builder::rate);
    builder.acceptedStatus(acceptedStatuses);
    request.addTo(builder, files);
    return insecureHttp ? builder.insecureHttp() : builder;
  }

  /** Hands a value over, if there is one. */
  static <T> void given(@Nullable T value, Consumer<T> receiver) {
    if (value != null) {
      receiver.accept(value);
    }
  }
}
