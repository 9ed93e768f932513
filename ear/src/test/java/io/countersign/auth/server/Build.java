package io.countersign.auth.server;

import java.net.URISyntaxException;
import java.nio.file.Path;

/**
 * Where the build of this module puts what the servers need.
 *
 * @param server the provisioned WildFly
 * @param payara the unpacked Payara
 * @param ear the application
 * @param postgresql where the PostgreSQL binaries are unpacked
 * @param folder the build folder itself
 */
public record Build(Path server, Path payara, Path ear, Path postgresql, Path folder) {

  /** Returns the build that these classes were compiled by. */
  public static Build ofThisModule() {
    try {
      var location = Build.class.getProtectionDomain().getCodeSource().getLocation().toURI();
      return in(Path.of(location).resolveSibling("").toAbsolutePath().normalize());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Build in(Path folder) {
    return new Build(
        folder.resolve("server"),
        folder.resolve("payara/payara6"),
        folder.resolve("countersign.ear"),
        folder.resolve("postgresql"),
        folder);
  }
}
