package io.countersign.auth.cli;

import io.countersign.auth.verify.ServerAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What every command takes that asks a server. */
final class ServerOptions {

  private static final String URL = "COUNTERSIGN_URL";
  private static final String TOKEN = "COUNTERSIGN_TOKEN";
  private static final int LONGEST_TOKEN_FILE = 16384;

  private final InputStream input;
  private final Map<String, String> environment;

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where the server serves /auth; by default what COUNTERSIGN_URL holds.")
  private @Nullable String url;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = {
        "The file that holds an administrator's access token, or - for the standard input; by"
            + " default COUNTERSIGN_TOKEN holds the token itself."
      })
  private @Nullable String tokenFile;

  @Option(
      names = "--insecure-http",
      description = "Send the token over plain http to another machine: whoever listens has it.")
  private boolean insecureHttp;

  @Option(names = "--json", description = "Print the server's answer as it is.")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  ServerOptions(InputStream input, Map<String, String> environment) {
    this.input = input;
    this.environment = environment;
  }

  /**
   * The server that is meant.
   *
   * @throws ParameterException when address or token are missing or cannot be used
   * @throws CommandFailedException when the token's file cannot be read
   */
  AdminClient server() {
    return new AdminClient(address(), token());
  }

  /** Prints an answer as a table, or as it is where that was asked for. */
  void print(AdminAnswer answer, TextTable table) {
    PrintWriter out = command.commandLine().getOut();
    if (json) {
      out.println(PrintableText.json(answer.json()));
    } else {
      table.print(out);
    }
  }

  /** Prints an answer's members, one a line, or the answer as it is where that was asked for. */
  void print(AdminAnswer answer) {
    TextTable table = new TextTable();
    answer.members().forEach(table::row);
    print(answer, table);
  }

  /** The server's address as a text. */
  String url() {
    return address().toString();
  }

  /**
   * The server's address.
   *
   * @throws ParameterException when it is missing or cannot be used
   */
  ServerAddress address() {
    String source = url != null ? "--url" : URL;
    String address = url != null ? url : environment.get(URL);
    if (address == null || address.isBlank()) {
      throw wrong("which server? Give --url, or set " + URL);
    }
    try {
      return ServerAddress.of(address, insecureHttp);
    } catch (IllegalArgumentException e) {
      throw wrong(source + " " + e.getMessage());
    }
  }

  /**
   * The access token.
   *
   * @throws ParameterException when it is missing or none
   * @throws CommandFailedException when its file cannot be read
   */
  BearerToken token() {
    String source = tokenFile != null ? "--token-file" : TOKEN;
    String token = tokenFile != null ? read(tokenFile) : environment.get(TOKEN);
    if (token == null) {
      throw wrong("whose access token? Give --token-file, or set " + TOKEN);
    }
    try {
      return new BearerToken(token);
    } catch (IllegalArgumentException e) {
      throw wrong(source + " " + e.getMessage());
    }
  }

  private String read(String file) {
    try (InputStream from = file.equals("-") ? input : Files.newInputStream(Path.of(file))) {
      return TextFile.text(from.readNBytes(LONGEST_TOKEN_FILE));
    } catch (IOException e) {
      throw new CommandFailedException("--token-file cannot be read: " + file, e);
    }
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(command.commandLine(), problem);
  }
}
