package io.countersign.auth.cli;

import java.io.InputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * The command that all others are below; help, version and exit codes are theirs as well. There are
 * no short options, because one key in 64 has a name that starts like one.
 */
@Command(
    name = "countersign",
    description = "Looks after the keys and users of Countersign, and scans anybody's tokens.",
    versionProvider = ManifestVersion.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:success", "1:failure", "2:wrong usage"})
@SuppressWarnings("UnusedVariable") // picocli acts on these two by itself
final class CountersignCommand {

  @Option(
      names = "--help",
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print this help and exit.")
  private boolean help;

  @Option(
      names = "--version",
      versionHelp = true,
      scope = ScopeType.INHERIT,
      description = "Print the version and exit.")
  private boolean version;

  /**
   * The whole command line.
   *
   * @param random where keys and noise come from
   * @param input what {@code --token-file -} reads
   * @param environment where defaults come from
   * @param clock what the times in scanned tokens are held against
   */
  static CommandLine commandLine(
      SecureRandom random, InputStream input, Map<String, String> environment, Clock clock) {
    CommandLine keys =
        new CommandLine(new KeysCommand())
            .addSubcommand(new GenerateCommand(random))
            .addSubcommand(new MasterCommand(random))
            .addSubcommand(new ListCommand(new ServerOptions(input, environment)))
            .addSubcommand(new RotateCommand(new ServerOptions(input, environment)))
            .addSubcommand(revoke(new ServerOptions(input, environment)));
    CommandLine users =
        new CommandLine(new UsersCommand())
            .addSubcommand(
                new ImportCommand(
                    new ServerOptions(input, environment), new LoginOptions(input, environment)));
    return new CommandLine(new CountersignCommand())
        .addSubcommand(keys)
        .addSubcommand(users)
        .addSubcommand(scan(random, input, environment, clock))
        .setParameterExceptionHandler(CountersignCommand::refuseUsage)
        .setExecutionExceptionHandler(CountersignCommand::report);
  }

  private static CommandLine scan(
      SecureRandom random, InputStream input, Map<String, String> environment, Clock clock) {
    return new CommandLine(
            new ScanCommand(new ScanFiles(input), new ScanOutput(environment), clock, random))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }

  /** Takes a name that starts like an option for a name. */
  private static CommandLine revoke(ServerOptions server) {
    return new CommandLine(new RevokeCommand(server)).setUnmatchedOptionsArePositionalParams(true);
  }

  private static int refuseUsage(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    command.getErr().println("countersign: " + line(problem));
    command
        .getErr()
        .println("Try '" + command.getCommandSpec().qualifiedName() + " --help' for how it goes.");
    return CommandLine.ExitCode.USAGE;
  }

  /** One line, without a token that somebody took for an option or a file. */
  private static String line(Exception problem) {
    return PrintableText.line(TokenText.redacted(String.valueOf(problem.getMessage())));
  }

  private static int report(Exception problem, CommandLine command, ParseResult arguments)
      throws Exception {
    if (problem instanceof CommandFailedException) {
      command.getErr().println("countersign: " + PrintableText.line(problem.getMessage()));
      return CommandLine.ExitCode.SOFTWARE;
    }
    throw problem;
  }
}
