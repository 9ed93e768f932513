package io.countersign.auth.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The folder of one WildFly: its copy of the configuration, what it deploys, its log.
 *
 * @param path the folder itself, absolute
 * @param deployment the file name of the application
 */
public record ServerFolder(Path path, String deployment) {

  /** Makes the folder anew from the provisioned server; the log of earlier runs stays. */
  public static ServerFolder prepare(Build build, Path path) {
    return prepare(build, path, build.ear());
  }

  static ServerFolder prepare(Build build, Path path, Path archive) {
    for (var part : new String[] {"configuration", "deployments", "data", "tmp"}) {
      Folders.delete(path.resolve(part));
    }
    Folders.copy(build.server().resolve("standalone/configuration"), path.resolve("configuration"));
    var folder =
        new ServerFolder(path.toAbsolutePath().normalize(), archive.getFileName().toString());
    try {
      Files.createDirectories(folder.log().getParent());
      Files.createDirectories(folder.deployments());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** Puts the application where the server finds it at its start. */
  void deploy(Path archive) {
    try {
      Files.copy(archive, deployments().resolve(deployment));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has the server take the EAR away and deploy it anew. */
  void redeploy() {
    try {
      Files.createFile(marker(".dodeploy"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says whether the EAR is deployed and nothing else has been asked for. */
  boolean isDeployed() {
    return Files.notExists(marker(".dodeploy"))
        && Files.notExists(marker(".isdeploying"))
        && Files.exists(marker(".deployed"));
  }

  private Path marker(String suffix) {
    return deployments().resolve(deployment + suffix);
  }

  Path deployments() {
    return path.resolve("deployments");
  }

  /** Returns the file that the server logs to. */
  public Path log() {
    return path.resolve("log/server.log");
  }

  /** What the process prints itself: the last words of a JVM that cannot start. */
  Path console() {
    return path.resolve("log/console.log");
  }

  /** Returns what WildFly says about a deployment that it refused. */
  Optional<String> deploymentFailure() {
    var failed = marker(".failed");
    if (Files.notExists(failed)) {
      return Optional.empty();
    }
    try {
      return Optional.of(rootCause(Files.readString(failed)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Picks the last of the causes, which is the one to act on, out of WildFly's report. */
  private static String rootCause(String report) {
    var causes = report.split("Caused by: ", -1);
    return causes[causes.length - 1].replaceAll("[\\\\\"}]+", "").strip();
  }
}
