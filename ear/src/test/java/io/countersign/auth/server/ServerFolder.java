package io.countersign.auth.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of one WildFly: its copy of the configuration, what it deploys, its log.
 *
 * @param path the folder itself, absolute
 * @param applications the file names of what it deploys
 */
public record ServerFolder(Path path, List<String> applications) {

  /** Makes the folder anew from the provisioned server; the log of earlier runs stays. */
  public static ServerFolder prepare(Build build, Path path) {
    return prepare(build, path, List.of(build.ear()));
  }

  static ServerFolder prepare(Build build, Path path, List<Path> archives) {
    for (var part : new String[] {"configuration", "deployments", "data", "tmp"}) {
      Folders.delete(path.resolve(part));
    }
    Folders.copy(build.server().resolve("standalone/configuration"), path.resolve("configuration"));
    var folder =
        new ServerFolder(
            path.toAbsolutePath().normalize(),
            archives.stream().map(archive -> archive.getFileName().toString()).toList());
    try {
      Files.createDirectories(folder.log().getParent());
      Files.createDirectories(folder.deployments());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** Puts an application where the server finds it at its start. */
  void deploy(Path archive) {
    try {
      Files.copy(archive, deployments().resolve(archive.getFileName()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Has the server take the first application away and deploy it anew. */
  void redeploy() {
    try {
      Files.createFile(marker(applications.get(0), ".dodeploy"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Says whether everything is deployed and nothing else has been asked for. */
  boolean isDeployed() {
    return applications.stream().allMatch(this::isDeployed);
  }

  private boolean isDeployed(String application) {
    return Files.notExists(marker(application, ".dodeploy"))
        && Files.notExists(marker(application, ".isdeploying"))
        && Files.exists(marker(application, ".deployed"));
  }

  private Path marker(String application, String suffix) {
    return deployments().resolve(application + suffix);
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
    return applications.stream()
        .map(application -> marker(application, ".failed"))
        .filter(Files::exists)
        .findFirst()
        .map(ServerFolder::rootCauseIn);
  }

  private static String rootCauseIn(Path report) {
    try {
      return rootCause(Files.readString(report));
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
