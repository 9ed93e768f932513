package io.countersign.auth.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** An Open Liberty with a server folder of its own. */
public final class OpenLiberty implements Server {
  private static final String SERVER = "countersign";

  /** What the server says when an application does not start. */
  private static final Pattern FAILURE = Pattern.compile("(?:CWWKZ000[24]E|CWWKZ0012I): (.*)");

  private static final String STARTED = "CWWKZ0001I";

  private final ServerProcess process;
  private final Path folder;
  private final int applications;

  private OpenLiberty(ServerProcess process, Path folder, int applications) {
    this.process = process;
    this.folder = folder;
    this.applications = applications;
  }

  /** Starts the process with the EAR; {@link #awaitReady} tells when it serves. */
  public static OpenLiberty start(Build build, ServerSettings settings) {
    return start(build, settings, List.of(build.ear()), settings.baseUri().resolve("health/ready"));
  }

  /**
   * Starts the process set up for Countersign and with these applications; {@link #awaitReady}
   * tells when it serves.
   *
   * @param ready answers 200 as soon as one of them is deployed
   */
  public static OpenLiberty start(
      Build build, ServerSettings settings, List<Path> archives, URI ready) {
    var user = settings.folder().toAbsolutePath().normalize();
    var folder = user.resolve("servers").resolve(SERVER);
    try {
      prepare(build, settings, folder, archives);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    var builder =
        new ProcessBuilder(build.liberty().resolve("bin/server").toString(), "run", SERVER)
            .redirectErrorStream(true)
            .redirectOutput(console(folder).toFile());
    settings.applyTo(builder);
    builder.environment().put("WLP_USER_DIR", user.toString());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("JVM_ARGS", String.join(" ", settings.javaOptions()));
    var process = ServerProcess.start("Open Liberty", builder, ready, () -> log(folder));
    return new OpenLiberty(process, folder, archives.size());
  }

  private static void prepare(
      Build build, ServerSettings settings, Path folder, List<Path> archives) throws IOException {
    Folders.delete(folder);
    Folders.copy(build.scripts().resolve("liberty"), folder.resolve("configDropins/overrides"));
    Files.createDirectories(folder.resolve("dropins"));
    Files.createDirectories(folder.resolve("lib"));
    Files.createDirectories(console(folder).resolveSibling(""));
    Files.copy(build.postgresqlDriver(), folder.resolve("lib/postgresql.jar"));
    for (var archive : archives) {
      Files.copy(archive, folder.resolve("dropins").resolve(archive.getFileName()));
    }
    Files.writeString(folder.resolve("server.xml"), configuration(settings));
    // As "server create" makes them. Without the first, nothing verifies tokens.
    Files.write(
        folder.resolve("server.env"),
        Stream.of("keystore_password=", "ltpa_keys_password=")
            .map(name -> name + Secrets.password())
            .toList());
  }

  private static String configuration(ServerSettings settings) {
    return """
        <server>
          <httpEndpoint id="defaultHttpEndpoint" host="%s" httpPort="%d" httpsPort="-1"/>
        </server>
        """
        .formatted(settings.bindAddress(), settings.httpPort());
  }

  @Override
  public void awaitReady(Duration timeout, Consumer<Duration> waiting) {
    process.awaitReady(timeout, this::isDeployed, this::failure, waiting);
  }

  private boolean isDeployed() {
    return said().lines().filter(line -> line.contains(STARTED)).count() >= applications;
  }

  private Optional<String> failure() {
    var failure = FAILURE.matcher(said());
    return failure.find() ? Optional.of(failure.group(1)) : Optional.empty();
  }

  private String said() {
    try {
      return Files.exists(log()) ? Files.readString(log()) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.stop();
  }

  @Override
  public void kill() {
    process.kill();
  }

  @Override
  public Path log() {
    return log(folder);
  }

  private static Path log(Path folder) {
    var log = folder.resolve("logs/messages.log");
    return Files.exists(log) ? log : console(folder);
  }

  /** What the process prints itself: the last words of a JVM that cannot start. */
  private static Path console(Path folder) {
    return folder.resolve("logs/console.log");
  }
}
