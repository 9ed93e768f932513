package io.countersign.auth.server;

import io.countersign.auth.server.DeployedServer.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.jboss.arquillian.config.descriptor.api.ArquillianDescriptor;
import org.jboss.arquillian.container.spi.event.container.AfterStop;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jspecify.annotations.Nullable;

/**
 * The one server of the Arquillian tests: a WildFly with the EAR on a new database, started before
 * the first test class, stopped after the last.
 */
public final class DeployedServer implements LoadableExtension {

  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(Settings.class).observer(OneDeployment.class);
  }

  /** Returns the address of the deployed application, with a slash at its end. */
  public static URI baseUri() {
    return URI.create("http://127.0.0.1:" + Settings.HTTP_PORT + "/auth/");
  }

  /** Returns the password of the administrator {@code admin}. */
  public static String administratorPassword() {
    return Settings.ADMINISTRATOR_PASSWORD;
  }

  /** Returns the database behind the deployed application. */
  public static EmbeddedDatabase database() {
    return Objects.requireNonNull(Settings.running);
  }

  /** Returns the server's log file. */
  public static Path log() {
    return Build.ofThisModule().folder().resolve("deployed/wildfly/log/server.log");
  }

  /** Gives the server its ports, its folder and its database before Arquillian reads them. */
  static final class Settings {
    private static final int HTTP_PORT = Ports.free();
    private static final int MANAGEMENT_PORT = Ports.free();
    private static final String ADMINISTRATOR_PASSWORD = Secrets.password();
    private static @Nullable EmbeddedDatabase running;

    @SuppressWarnings("NullAway.Init") // Set when Arquillian begins.
    private EmbeddedDatabase database;

    void provide(@Observes(precedence = 100) ArquillianDescriptor descriptor) {
      var build = Build.ofThisModule();
      var folder = build.folder().resolve("deployed");
      Folders.delete(folder);
      database = EmbeddedDatabase.start(build, folder.resolve("postgresql"));
      running = database;
      var masterKey = MasterKeyFile.in(folder);
      var server = ServerFolder.prepare(build, folder.resolve("wildfly"));
      descriptor
          .container("wildfly")
          .property("jbossHome", build.server().toString())
          .property("managementPort", Integer.toString(MANAGEMENT_PORT))
          .property("jbossArguments", arguments(server, database, masterKey));
    }

    void stopDatabase(@Observes AfterStop event) {
      database.close();
    }

    private static String arguments(
        ServerFolder server, EmbeddedDatabase database, Path masterKey) {
      return String.join(
          " ",
          "-Djboss.server.base.dir=" + server.path(),
          "-Djboss.tx.node.id=" + MANAGEMENT_PORT,
          "-Djboss.http.port=" + HTTP_PORT,
          "-Djboss.management.http.port=" + MANAGEMENT_PORT,
          "-Denv.COUNTERSIGN_DB_URL=" + database.url(),
          "-Denv.COUNTERSIGN_DB_USER=" + database.username(),
          "-Denv.COUNTERSIGN_DB_PASSWORD=" + database.password(),
          "-Dcountersign.issuer=http://localhost:" + HTTP_PORT + "/auth",
          "-Dcountersign.audience=countersign",
          "-Dcountersign.bootstrap.admin-password=" + ADMINISTRATOR_PASSWORD,
          "-Dcountersign.master-key-file=" + masterKey);
    }
  }
}
