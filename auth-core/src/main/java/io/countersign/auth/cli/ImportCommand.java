package io.countersign.auth.cli;

import io.countersign.auth.cli.ImportOutcome.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jose4j.json.JsonUtil;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the users of a file. */
@Command(
    name = "import",
    description = {
      "Makes the users of a file, with the password hashes that another system kept.",
      "A line of the file is a JSON object: \"username\", \"password_hash\" or \"password\", and if"
          + " wanted \"roles\" and \"disabled\". The report says what became of each line. A run that"
          + " was stopped goes on when the same command is given again."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  countersign users import users.jsonl --username admin --password-file password",
      "  countersign users import --keycloak realm.json --keycloak-client shop"
    })
final class ImportCommand implements Runnable {

  private static final int MOST_CONNECTIONS = 64;

  /** How many users for each connection are asked for before the report is written. */
  private static final int BATCH = 50;

  @Mixin private final ServerOptions server;
  @Mixin private final LoginOptions login;

  @Parameters(paramLabel = "FILE", description = "The file with the users.")
  private Path users;

  @Option(
      names = "--keycloak",
      description = "The file is a realm with its users, as Keycloak exports it.")
  private boolean keycloak;

  @Option(
      names = "--keycloak-client",
      paramLabel = "CLIENT",
      description = "Take the roles of this client of the realm, too.")
  private @Nullable String client;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Where the report is written; FILE.report by default.")
  private @Nullable Path reportFile;

  @Option(
      names = "--connections",
      paramLabel = "NUMBER",
      defaultValue = "8",
      description = "How many users are asked for at once, from 1 to 64; 8 by default.")
  private int connections;

  @Spec private CommandSpec command;

  ImportCommand(ServerOptions server, LoginOptions login) {
    this.server = server;
    this.login = login;
  }

  @Override
  public void run() {
    if (connections < 1 || connections > MOST_CONNECTIONS) {
      throw wrong("--connections must be from 1 to 64");
    }
    if (client != null && !keycloak) {
      throw wrong("--keycloak-client goes with --keycloak only");
    }
    Path path =
        reportFile == null ? users.resolveSibling(users.getFileName() + ".report") : reportFile;
    try (UserSource source = source();
        AdminSession session = login.session(server);
        ImportReport report = ImportReport.open(path, digest(), server.url())) {
      importAll(source, new UserImport(session), report);
      print(report, path);
    } catch (IOException e) {
      throw new CommandFailedException("cannot read or write: " + e, e);
    }
  }

  private ParameterException wrong(String problem) {
    return new ParameterException(command.commandLine(), problem);
  }

  private UserSource source() throws IOException {
    Reader reader = TextFile.reader(Files.newInputStream(users));
    return keycloak
        ? new KeycloakRealm(reader, Optional.ofNullable(client))
        : new JsonLines(reader);
  }

  private String digest() throws IOException {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(users), sha256)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private void importAll(UserSource source, UserImport server, ImportReport report)
      throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(connections);
    try {
      for (List<UserLine> batch = batch(source, report.last());
          !batch.isEmpty();
          batch = batch(source, report.last())) {
        importBatch(batch, server, report, threads);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** The next users after this line. */
  private List<UserLine> batch(UserSource source, long after) throws IOException {
    List<UserLine> batch = new ArrayList<>();
    while (batch.size() < connections * BATCH) {
      Optional<UserLine> user = source.next();
      if (user.isEmpty()) {
        break;
      }
      user.filter(it -> it.line() > after).ifPresent(batch::add);
    }
    return batch;
  }

  /** Reports in the order of the file, and up to the first that could not be asked for. */
  private static void importBatch(
      List<UserLine> batch, UserImport server, ImportReport report, ExecutorService threads)
      throws IOException {
    List<Future<ImportOutcome>> outcomes = new ArrayList<>();
    batch.forEach(user -> outcomes.add(threads.submit(() -> server.make(user))));
    for (int i = 0; i < batch.size(); i++) {
      report.add(batch.get(i), outcome(outcomes.get(i), report));
    }
  }

  private static ImportOutcome outcome(Future<ImportOutcome> outcome, ImportReport report) {
    try {
      return outcome.get();
    } catch (ExecutionException e) {
      String problem =
          e.getCause() instanceof CommandFailedException ? e.getCause().getMessage() : "" + e;
      throw new CommandFailedException(
          problem + "; the same command goes on after line " + report.last(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailedException("interrupted", e);
    }
  }

  private void print(ImportReport report, Path path) {
    Map<String, Object> summary = new LinkedHashMap<>();
    for (Kind kind : Kind.values()) {
      summary.put(kind.code(), report.count(kind));
    }
    summary.put("report", path.toString());
    server.print(new AdminAnswer(JsonUtil.toJson(summary), summary));
    if (report.count(Kind.REFUSED) > 0) {
      throw new CommandFailedException(
          report.count(Kind.REFUSED) + " were refused; " + path + " says why");
    }
  }
}
