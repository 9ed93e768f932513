package io.countersign.auth.cli;

import io.countersign.auth.scan.live.Progress;
import io.countersign.auth.scan.report.ReportFormat;
import io.countersign.auth.scan.report.ScanResults;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How and where a scan says what it found. */
final class ScanOutput {

  private final Map<String, String> environment;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json, sarif or junit; text by default. With --list text or markdown.")
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The file to write instead of the standard output; it is replaced.")
  private @Nullable String out;

  @Option(
      names = {"--colour", "--color"},
      paramLabel = "WHEN",
      defaultValue = "auto",
      description = {
        "auto, always or never; auto, the default, is on a terminal when NO_COLOR is not set."
      })
  private Colour colour;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  ScanOutput(Map<String, String> environment) {
    this.environment = environment;
  }

  /** What {@code --format} takes. */
  enum Format {
    TEXT,
    JSON,
    SARIF,
    JUNIT,
    MARKDOWN
  }

  /** What {@code --colour} takes. */
  enum Colour {
    AUTO,
    ALWAYS,
    NEVER
  }

  /** Prints reports. */
  void print(ScanResults results, ScanFiles files) {
    StringWriter text = new StringWriter();
    try {
      reportFormat().write(results, isColoured(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    print(text.toString(), files);
  }

  /** Prints rules. */
  void print(RuleTable rules, ScanFiles files) {
    switch (format) {
      case TEXT -> print(rules.text(), files);
      case MARKDOWN -> print(rules.markdown(), files);
      default -> throw wrong("--list goes with --format text or markdown only");
    }
  }

  /** Says in one line why there is no report. */
  void complain(@Nullable String reason) {
    command.commandLine().getErr().println("countersign: " + PrintableText.line(reason));
  }

  /** Shows how far a live scan is: in a line on a terminal, not at all elsewhere. */
  Progress progress() {
    return isTerminal() ? new LiveProgress(command.commandLine().getErr()) : Progress.none();
  }

  /** Clears what {@link #progress} has shown. */
  void endProgress() {
    if (isTerminal()) {
      new LiveProgress(command.commandLine().getErr()).end();
    }
  }

  private static boolean isTerminal() {
    return Ansi.AUTO.enabled();
  }

  private ReportFormat reportFormat() {
    return switch (format) {
      case TEXT -> ReportFormat.TEXT;
      case JSON -> ReportFormat.JSON;
      case SARIF -> ReportFormat.SARIF;
      case JUNIT -> ReportFormat.JUNIT;
      case MARKDOWN -> throw wrong("--format markdown goes with --list only");
    };
  }

  private void print(String text, ScanFiles files) {
    if (out != null) {
      files.write(out, text);
    } else {
      PrintWriter writer = command.commandLine().getOut();
      writer.print(text);
      writer.flush();
    }
  }

  private boolean isColoured() {
    return switch (colour) {
      case ALWAYS -> true;
      case NEVER -> false;
      case AUTO ->
          out == null && environment.getOrDefault("NO_COLOR", "").isEmpty() && Ansi.AUTO.enabled();
    };
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(command.commandLine(), problem);
  }
}
