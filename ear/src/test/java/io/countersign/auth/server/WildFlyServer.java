package io.countersign.auth.server;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.wildfly.core.launcher.StandaloneCommandBuilder;

/** A WildFly with what is deployed on it. */
public final class WildFlyServer implements Server {
  private final ServerProcess process;
  private final ServerSettings settings;
  private final ServerFolder folder;

  private WildFlyServer(ServerProcess process, ServerSettings settings, ServerFolder folder) {
    this.process = process;
    this.settings = settings;
    this.folder = folder;
  }

  /** Starts the process with the EAR; {@link #awaitReady} tells when it serves. */
  public static WildFlyServer start(Build build, ServerSettings settings) {
    return start(build, settings, List.of(build.ear()), settings.baseUri().resolve("health/ready"));
  }

  /**
   * Starts the process with other applications; {@link #awaitReady} tells when it serves.
   *
   * @param archives the applications
   * @param ready answers 200 as soon as they are deployed
   */
  public static WildFlyServer start(
      Build build, ServerSettings settings, List<Path> archives, URI ready) {
    var folder = ServerFolder.prepare(build, settings.folder(), archives);
    archives.forEach(folder::deploy);
    var command =
        StandaloneCommandBuilder.of(build.server())
            .setBaseDirectory(folder.path())
            .addJavaOptions(JvmOptions.of(Runtime.getRuntime().availableProcessors()))
            .addJavaOptions(settings.javaOptions())
            .addServerArguments(settings.arguments())
            .build();
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.console().toFile());
    settings.applyTo(builder);
    var process = ServerProcess.start("WildFly", builder, ready, () -> log(folder));
    return new WildFlyServer(process, settings, folder);
  }

  /**
   * Deploys the same EAR once more, in the same process, and waits until it serves.
   *
   * @throws StartFailure when the deployment fails, the process ends or the time is over
   */
  public void redeploy(Duration timeout) {
    folder.redeploy();
    awaitReady(timeout, waited -> {});
  }

  @Override
  public void awaitReady(Duration timeout, Consumer<Duration> waiting) {
    process.awaitReady(timeout, folder::isDeployed, folder::deploymentFailure, waiting);
  }

  /** Says whether the application is ready now. */
  public boolean isReady() {
    return process.isReady();
  }

  /** Waits until the process has ended and returns its exit code. */
  public int awaitEnd() throws InterruptedException {
    return process.awaitEnd();
  }

  @Override
  public void close() {
    process.stop();
  }

  @Override
  public void kill() {
    process.kill();
  }

  /** Returns the address of the EAR's application, with a slash at its end. */
  public URI baseUri() {
    return settings.baseUri();
  }

  /** Returns the server's process. */
  public ProcessHandle process() {
    return process.handle();
  }

  @Override
  public Path log() {
    return log(folder);
  }

  private static Path log(ServerFolder folder) {
    return Files.exists(folder.log()) ? folder.log() : folder.console();
  }
}
