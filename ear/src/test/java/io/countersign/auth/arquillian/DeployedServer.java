package io.countersign.auth.arquillian;

import io.countersign.auth.http.AuthServer;
import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.Folders;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.ServerFolder;
import io.countersign.auth.server.ServerSettings;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Objects;
import org.jboss.arquillian.config.descriptor.api.ArquillianDescriptor;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.jspecify.annotations.Nullable;

/**
 * The one server of the Arquillian tests: a WildFly with the EAR on a new database, started before
 * the first test class, stopped after the last.
 */
public final class DeployedServer implements LoadableExtension {
  private static @Nullable Running running;

  private record Running(EmbeddedDatabase database, ServerSettings settings, ServerFolder folder) {}

  @Override
  public void register(ExtensionBuilder builder) {
    builder.observer(DeployedServer.class).observer(OneDeployment.class);
  }

  /** Returns the deployed application. */
  public static AuthServer server() {
    var it = running();
    return new AuthServer("WildFly", it.settings().baseUri(), it.database(), it.folder().log());
  }

  private static Running running() {
    return Objects.requireNonNull(running, "Arquillian has not begun");
  }

  /** Starts the database and says how to start the server, before Arquillian reads it. */
  void begin(@Observes(precedence = 100) ArquillianDescriptor descriptor) {
    var build = Build.ofThisModule();
    var path = build.folder().resolve("deployed");
    Folders.delete(path);
    var folder = ServerFolder.prepare(build, path.resolve("wildfly"));
    var database = EmbeddedDatabase.start(build, path.resolve("postgresql"));
    var settings =
        ServerSettings.local(folder.path(), database, Secrets.masterKey(path))
            .with("COUNTERSIGN_TRUSTED_PROXIES", "127.0.0.1");
    running = new Running(database, settings, folder);
    descriptor
        .container("wildfly")
        .property("jbossHome", build.server().toString())
        .property("managementPort", Integer.toString(settings.managementPort()))
        .property("jbossArguments", arguments(settings, folder));
  }

  /** Stops the database last, also when the server has not even started. */
  void end(@Observes EventContext<AfterSuite> context) {
    try {
      context.proceed();
    } finally {
      if (running != null) {
        running.database().close();
      }
    }
  }

  private static String arguments(ServerSettings settings, ServerFolder folder) {
    var arguments = new ArrayList<>(settings.arguments());
    arguments.add("-Djboss.server.base.dir=" + folder.path());
    arguments.add("-Dcountersign.bootstrap.admin-password=" + AuthServer.PASSWORD);
    settings
        .environment()
        .forEach((name, value) -> arguments.add("-D" + property(name) + "=" + value));
    return String.join(" ", arguments);
  }

  /** Returns the system property that stands for an environment variable. */
  private static String property(String variable) {
    if (variable.startsWith("COUNTERSIGN_DB_")) {
      return "env." + variable;
    }
    return variable.toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');
  }
}
