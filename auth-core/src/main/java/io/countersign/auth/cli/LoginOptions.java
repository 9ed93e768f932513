package io.countersign.auth.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What a command takes that runs for longer than an access token lives. */
final class LoginOptions {

  private static final String PASSWORD = "COUNTERSIGN_PASSWORD";
  private static final int LONGEST_PASSWORD_FILE = 8192;

  private final InputStream input;
  private final Map<String, String> environment;

  @Option(
      names = "--username",
      paramLabel = "NAME",
      description =
          "Log in as this administrator, again and again while the command runs, instead of going"
              + " by an access token.")
  private @Nullable String username;

  @Option(
      names = "--password-file",
      paramLabel = "FILE",
      description = {
        "The file that holds this administrator's password in its first line, or - for the standard"
            + " input; by default COUNTERSIGN_PASSWORD holds the password itself."
      })
  private @Nullable String passwordFile;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  LoginOptions(InputStream input, Map<String, String> environment) {
    this.input = input;
    this.environment = environment;
  }

  /**
   * A session with this login, or with the access token when nobody is to log in.
   *
   * @throws ParameterException when options are missing or do not fit
   * @throws CommandFailedException when a file cannot be read, or the server refuses
   */
  AdminSession session(ServerOptions server) {
    if (username == null) {
      if (passwordFile != null) {
        throw wrong("--password-file goes with --username only");
      }
      return new AdminSession(server.address(), server.token());
    }
    return new AdminSession(server.address(), new AdminSession.Login(username, password()));
  }

  private String password() {
    String password = passwordFile != null ? read(passwordFile) : environment.get(PASSWORD);
    if (password == null || password.isEmpty()) {
      throw wrong("whose password? Give --password-file, or set " + PASSWORD);
    }
    return password;
  }

  private String read(String file) {
    try (InputStream from = file.equals("-") ? input : Files.newInputStream(Path.of(file))) {
      return TextFile.text(from.readNBytes(LONGEST_PASSWORD_FILE)).lines().findFirst().orElse("");
    } catch (IOException e) {
      throw new CommandFailedException("--password-file cannot be read: " + file, e);
    }
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(command.commandLine(), problem);
  }
}
