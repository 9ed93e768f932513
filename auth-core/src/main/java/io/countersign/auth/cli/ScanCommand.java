package io.countersign.auth.cli;

import io.countersign.auth.scan.TokenScanner;
import io.countersign.auth.scan.live.LiveScanner;
import io.countersign.auth.scan.live.LiveScannerBuilder;
import io.countersign.auth.scan.live.service.InconclusiveScanException;
import io.countersign.auth.scan.report.Baseline;
import io.countersign.auth.scan.report.Location;
import io.countersign.auth.scan.report.ScanReport;
import io.countersign.auth.scan.report.ScanResults;
import io.countersign.auth.scan.report.Severity;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Scans tokens and key sets that are in files, and running services. */
@Command(
    name = "scan",
    description = {
      "Says what is wrong with tokens and key sets, how bad it is, and what to do about it.",
      "A file holds a token on each line, with or without \"Bearer \" before it; empty lines, and"
          + " those that begin with #, are passed over. A token is never an argument, which every"
          + " process of the machine can see.",
      "With --target it sends forged, broken and dead tokens to a running service, and says which"
          + " of them it accepts."
    },
    exitCodeList = {
      "0:nothing as bad as --fail-on",
      "1:something as bad, or worse",
      "2:wrong usage, a file that cannot be read or written, or a service on which nothing can be"
          + " found out"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  countersign scan tokens.txt --jwks jwks.json",
      "  countersign scan --jwks jwks.json",
      "  countersign scan tokens.txt --issuer https://login.example.com/auth --audience shop",
      "  countersign scan - --format sarif --out scan.sarif < token",
      "  countersign scan --target http://localhost:8080/auth/me --i-own-this-service"
          + " --token-file token.txt --jwks jwks.json",
      "  countersign scan --list"
    })
final class ScanCommand implements Callable<Integer> {

  private final Clock clock;
  private final SecureRandom random;

  @Mixin private final ScanFiles files;
  @Mixin private final ScanOutput output;
  @Mixin private final ExpectedOptions expected = new ExpectedOptions();

  @Option(
      names = "--jwks",
      paramLabel = "FILE",
      description = "The key set that the tokens are to be signed by; it is scanned as well.")
  private @Nullable String jwks;

  @Option(
      names = "--words",
      paramLabel = "FILE",
      description = "Secrets to try on HMAC tokens, one a line, at most a million.")
  private @Nullable String words;

  @Option(
      names = "--max-lifetime",
      paramLabel = "DURATION",
      description =
          "The longest time from iat to exp, in ISO 8601; by default PT1H is long and P1D too"
              + " long.")
  private @Nullable Duration maxLifetime;

  @Option(
      names = "--skew",
      paramLabel = "DURATION",
      defaultValue = "PT30S",
      description = "How far the issuer's clock may be ahead; PT30S by default.")
  private Duration skew;

  @Option(
      names = "--fail-on",
      paramLabel = "SEVERITY",
      defaultValue = "high",
      description = "info, low, medium, high or critical; high by default.")
  private Severity threshold;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Findings that are known: they are neither shown nor counted.")
  private @Nullable String baseline;

  @Option(
      names = "--write-baseline",
      paramLabel = "FILE",
      description = "Write all findings down as known, and exit with 0.")
  private @Nullable String newBaseline;

  @Option(names = "--list", description = "Print all rules instead, as text or as markdown.")
  private boolean list;

  @ArgGroup(exclusive = false, heading = "%nLive scan:%n")
  private @Nullable LiveOptions live;

  @Spec private CommandSpec command;

  ScanCommand(ScanFiles files, ScanOutput output, Clock clock, SecureRandom random) {
    this.files = files;
    this.output = output;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() {
    if (list) {
      output.print(RuleTable.all(), files);
      return ExitCode.OK;
    }
    if (files.areNone() && jwks == null && live == null) {
      throw wrong("what is to be scanned? Give files of tokens, -, --jwks or --target");
    }
    Baseline known = known();
    try {
      return report(known, reports());
    } catch (InconclusiveScanException e) {
      output.complain(e.getMessage());
      return ExitCode.USAGE;
    }
  }

  private int report(Baseline known, List<ScanReport> reports) {
    if (newBaseline != null) {
      files.write(newBaseline, Baseline.of(reports));
      return ExitCode.OK;
    }
    ScanResults results = known.without(reports, threshold);
    output.print(results, files);
    return results.isClean() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private Baseline known() {
    if (baseline == null) {
      return Baseline.none();
    }
    String text = files.text(baseline);
    return parsed("--baseline", () -> Baseline.read(text));
  }

  private List<ScanReport> reports() {
    TokenScanner scanner = scanner();
    List<ScanReport> reports = new ArrayList<>();
    if (jwks != null) {
      reports.add(scanner.scanKeySet(Location.of(files.name(jwks))));
    }
    files.forEachToken((token, place) -> reports.add(scanner.scan(token, place)));
    if (live != null) {
      reports.add(scan(live));
    }
    return reports;
  }

  private ScanReport scan(LiveOptions options) {
    LiveScanner service =
        parsed(
            "--target",
            () -> {
              LiveScannerBuilder builder = options.scanner(files, clock, random).skew(skew);
              LiveOptions.given(jwks, file -> builder.jwks(files.text(file)));
              return builder.progress(output.progress()).build();
            });
    try {
      return service.scan();
    } finally {
      output.endProgress();
    }
  }

  private TokenScanner scanner() {
    TokenScanner.Builder builder = TokenScanner.builder(clock).skew(skew);
    LiveOptions.given(maxLifetime, builder::maxLifetime);
    expected.addTo(builder);
    if (jwks != null) {
      builder.jwks(files.text(jwks));
    }
    if (words != null) {
      builder.words(files.text(words).lines().toList());
    }
    return parsed("the options", builder::build);
  }

  private <T> T parsed(String what, Supplier<T> reader) {
    try {
      return reader.get();
    } catch (IllegalArgumentException e) {
      throw wrong(what + ": " + e.getMessage());
    }
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(command.commandLine(), problem);
  }
}
