package io.countersign.auth.server;

import io.countersign.auth.shop.Shop;
import io.countersign.auth.stock.StockArchive;
import io.countersign.auth.stock.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The launcher behind {@code ./mvnw -Prun}: PostgreSQL, then WildFly, until it is interrupted. */
public final class Run {
  private static final Duration READY_TIMEOUT = Duration.ofMinutes(5);

  private final Progress progress = new Progress(System.out);
  private final RunningServers servers = new RunningServers(progress);

  private Run() {}

  /** Serves until the process is interrupted; a failure is one message and exit code 1. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var run = new Run();
    try {
      run.serve(Build.ofThisModule());
    } catch (StartFailure e) {
      run.fail(String.valueOf(e.getMessage()));
    }
  }

  private void serve(Build build) throws IOException, InterruptedException {
    var options = RunOptions.ofSystemProperties(build);
    var folder = RunFolder.open(options.data());
    if (folder.stopLeftovers()) {
      progress.step("Stopped the servers that a killed run had left behind");
    }
    options.requireFreePort();
    var classes = ClassArchive.of(build);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  servers.close();
                  if (classes.keep()) {
                    progress.step("Kept WildFly's classes: it starts sooner from now on");
                  }
                },
                "stop"));

    progress.step("Starting PostgreSQL, data in " + folder.database());
    var database =
        servers.start("PostgreSQL", () -> EmbeddedDatabase.start(build, folder.database()));
    progress.step("Starting WildFly on port " + options.httpPort());
    var administrator = Administrator.of(folder.path(), System.getenv());
    var settings = administrator.in(settings(options, folder).with(database).with(classes));
    var archives = options.withShop() ? shop(build, settings, folder.path()) : List.of(build.ear());
    var ready = settings.baseUri().resolve("health/ready");
    var server =
        servers.start("WildFly", () -> WildFlyServer.start(build, settings, archives, ready));
    folder.remember(server.process());
    server.awaitReady(
        READY_TIMEOUT, waited -> progress.waiting("WildFly is still deploying", waited));
    progress.step("Ready");
    progress.print(welcome(options, administrator, folder.path(), server.log()));
    administrator.markShown();

    var exitCode = server.awaitEnd();
    fail("WildFly ended with exit code %d; its log: %s".formatted(exitCode, server.log()));
  }

  private static ServerSettings settings(RunOptions options, RunFolder folder) {
    var environment = new HashMap<String, String>();
    environment.put("COUNTERSIGN_ISSUER", options.address());
    environment.put("COUNTERSIGN_AUDIENCE", "countersign");
    environment.put("COUNTERSIGN_MASTER_KEY_FILE", Secrets.masterKey(folder.path()).toString());
    environment.putAll(chosenByTheUser());
    return new ServerSettings(
        folder.server(), options.bindAddress(), options.httpPort(), Ports.free(), environment);
  }

  /** Countersign and applications that take its tokens, one in each of three ways. */
  private static List<Path> shop(Build build, ServerSettings settings, Path folder) {
    var environment = settings.environment();
    var trust =
        new Trust(
            settings.baseUri().resolve(".well-known/jwks.json"),
            environment.getOrDefault("COUNTERSIGN_ISSUER", ""),
            environment.getOrDefault("COUNTERSIGN_AUDIENCE", ""));
    var archives = new ArrayList<>(Shop.write(build, folder));
    archives.add(StockArchive.write(folder.resolve("stock.war"), trust));
    return archives;
  }

  private static Map<String, String> chosenByTheUser() {
    var environment = new HashMap<>(System.getenv());
    environment.keySet().removeIf(name -> !name.startsWith("COUNTERSIGN_"));
    return environment;
  }

  private static String welcome(
      RunOptions options, Administrator administrator, Path data, Path log) {
    return """

        Countersign serves %1$s
        Console:       %1$s/console/
        Administrator: %2$s, %3$s
        Log in:

          curl -s %1$s/login -H 'Content-Type: application/json' \\
            -d '{"username":"%2$s","password":"%4$s"}'

        Data: %5$s
        Log:  %6$s
        Ctrl-C stops it.

        """
        .formatted(
            options.address(),
            administrator.username(),
            administrator.hint(),
            administrator.password().orElse("PASSWORD"),
            data,
            log);
  }

  private void fail(String message) {
    // The end of a server that is being stopped is no failure.
    if (!servers.areClosing()) {
      progress.print(message + System.lineSeparator());
    }
    // While a stop is going on, this waits until the process has ended by it.
    System.exit(1);
  }
}
