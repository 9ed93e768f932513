package io.countersign.auth.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How one server runs.
 *
 * @param folder the server's own folder (configuration, deployments, log); made if needed
 * @param bindAddress the address to serve HTTP on
 * @param httpPort the port to serve HTTP on
 * @param managementPort the port of the management interface, always on the loopback address
 * @param environment the settings, as environment variables
 * @param javaOptions the options of its Java beside those of every server
 */
public record ServerSettings(
    Path folder,
    String bindAddress,
    int httpPort,
    int managementPort,
    Map<String, String> environment,
    List<String> javaOptions) {

  /** Set where servers live for a minute, so that a quick start counts more than quick answers. */
  private static final String SHORT_LIVED = "countersign.servers.short-lived";

  /** Copies the environment and the options. */
  public ServerSettings {
    environment = Map.copyOf(environment);
    javaOptions = List.copyOf(javaOptions);
  }

  /** Settings of a server that lives as long as those of this JVM do. */
  public ServerSettings(
      Path folder,
      String bindAddress,
      int httpPort,
      int managementPort,
      Map<String, String> environment) {
    this(
        folder,
        bindAddress,
        httpPort,
        managementPort,
        environment,
        Boolean.getBoolean(SHORT_LIVED) ? List.of("-XX:TieredStopAtLevel=1") : List.of());
  }

  /** Returns settings on free ports of the loopback address with the environment's defaults. */
  public static ServerSettings local(Path folder, EmbeddedDatabase database, Path masterKey) {
    return local(folder, database, masterKey, Ports.free(), Ports.free());
  }

  /** Returns the same for a server that is to be started later, on ports that stay free so long. */
  public static ServerSettings localLater(Path folder, EmbeddedDatabase database, Path masterKey) {
    return local(folder, database, masterKey, Ports.lasting(), Ports.lasting());
  }

  private static ServerSettings local(
      Path folder, EmbeddedDatabase database, Path masterKey, int http, int management) {
    var settings =
        new ServerSettings(folder, "127.0.0.1", http, management, Map.of())
            .with("COUNTERSIGN_ISSUER", "http://localhost:" + http + "/auth")
            .with("COUNTERSIGN_AUDIENCE", "countersign")
            .with("COUNTERSIGN_MASTER_KEY_FILE", masterKey.toString());
    return settings.with(database);
  }

  /** Returns the address of the application, with a slash at its end. */
  public URI baseUri() {
    var host = bindAddress.equals("0.0.0.0") ? "127.0.0.1" : bindAddress;
    return URI.create("http://" + host + ":" + httpPort + "/auth/");
  }

  /** Returns the arguments of the server's command line that set the address and the ports. */
  public List<String> arguments() {
    return List.of(
        "-Djboss.bind.address=" + bindAddress,
        "-Djboss.http.port=" + httpPort,
        "-Djboss.management.http.port=" + managementPort,
        "-Djboss.tx.node.id=" + managementPort);
  }

  /** Returns these settings of a server that many tests ask. */
  public ServerSettings longLived() {
    return withJavaOptions(List.of());
  }

  /** Returns these settings of a server that reads or writes an archive of its classes. */
  public ServerSettings with(ClassArchive classes) {
    return withJavaOptions(classes.options());
  }

  private ServerSettings withJavaOptions(List<String> options) {
    return new ServerSettings(folder, bindAddress, httpPort, managementPort, environment, options);
  }

  /** Gives a process these settings and no others of ours. */
  void applyTo(ProcessBuilder process) {
    process.environment().keySet().removeIf(name -> name.startsWith("COUNTERSIGN_"));
    process.environment().putAll(environment);
  }

  /** Returns these settings with one more environment variable. */
  public ServerSettings with(String name, String value) {
    var more = new HashMap<>(environment);
    more.put(name, value);
    return new ServerSettings(folder, bindAddress, httpPort, managementPort, more, javaOptions);
  }

  /** Returns these settings with the data source pointing to the database. */
  public ServerSettings with(EmbeddedDatabase database) {
    return with("COUNTERSIGN_DB_URL", database.url())
        .with("COUNTERSIGN_DB_USER", database.username())
        .with("COUNTERSIGN_DB_PASSWORD", database.password());
  }
}
