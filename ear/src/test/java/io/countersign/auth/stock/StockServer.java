package io.countersign.auth.stock;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.CommandServer;
import io.countersign.auth.server.OpenLiberty;
import io.countersign.auth.server.PayaraServer;
import io.countersign.auth.server.Ports;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A server with an application that leaves its tokens to what its platform has for them: the
 * MicroProfile JWT of WildFly, Payara and Open Liberty, Spring Security, or {@code jose} on Node.
 */
public final class StockServer implements AutoCloseable {
  private static final String NAME = "stock";
  private static final String ARCHIVE = NAME + ".war";

  /** Nothing connects, but the configurations of servers have a data source. */
  private static final Map<String, String> NO_DATABASE =
      Map.of(
          "COUNTERSIGN_DB_URL", "jdbc:postgresql:none",
          "COUNTERSIGN_DB_USER", "none",
          "COUNTERSIGN_DB_PASSWORD", "none");

  private final String name;
  private final URI address;
  private final Consumer<Duration> awaitReady;
  private final Runnable close;
  private final HttpClient client = HttpClient.newHttpClient();

  private StockServer(String name, URI address, Consumer<Duration> awaitReady, Runnable close) {
    this.name = name;
    this.address = address;
    this.awaitReady = awaitReady;
    this.close = close;
  }

  /**
   * Starts a WildFly; {@link #awaitReady} tells when it serves.
   *
   * @param folder for this server alone
   */
  public static StockServer startWildFly(Build build, Path folder, Trust trust) {
    var war = StockArchive.write(folder.resolve(ARCHIVE), trust);
    var settings = settings(folder.resolve("wildfly"));
    var address = address(settings);
    var server = WildFlyServer.start(build, settings, List.of(war), address.resolve("ready"));
    return new StockServer(
        "WildFly", address, timeout -> server.awaitReady(timeout, waited -> {}), server::close);
  }

  /**
   * Starts a Payara; {@link #awaitReady} tells when it serves.
   *
   * @param folder for this server alone
   */
  public static StockServer startPayara(Build build, Path folder, Trust trust) {
    var war = StockArchive.write(folder.resolve(ARCHIVE), trust);
    var commands = List.of(PayaraServer.deploy(NAME, war));
    var settings = settings(folder.resolve("payara"));
    var address = address(settings);
    var server = PayaraServer.startPlain(build, settings, commands, address.resolve("ready"));
    // An orderly end takes seconds, and nothing of this server is kept.
    return new StockServer(
        "Payara", address, timeout -> server.awaitReady(timeout, waited -> {}), server::kill);
  }

  /**
   * Starts an Open Liberty; {@link #awaitReady} tells when it serves.
   *
   * @param folder for this server alone
   */
  public static StockServer startLiberty(Build build, Path folder, Trust trust) {
    var war = StockArchive.write(folder.resolve(ARCHIVE), trust);
    var settings = settings(folder.resolve("liberty"));
    var address = address(settings);
    var server = OpenLiberty.start(build, settings, List.of(war), address.resolve("ready"));
    return new StockServer(
        "Open Liberty", address, timeout -> server.awaitReady(timeout, waited -> {}), server::kill);
  }

  /**
   * Starts the Spring Boot application that the build has made, which is not told where the keys
   * are; {@link #awaitReady} tells when it serves.
   *
   * @param folder for this server alone
   */
  public static StockServer startSpring(Build build, Path folder, Trust trust) {
    var jwt = "--spring.security.oauth2.resourceserver.jwt.";
    var port = Ports.free();
    var command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            build.folder().resolve("apps/spring/target/shop.jar").toString(),
            "--server.address=127.0.0.1",
            "--server.port=" + port,
            jwt + "issuer-uri=" + trust.issuer(),
            jwt + "audiences=" + trust.audience());
    return start("Spring Boot", port, folder, command, Map.of());
  }

  /**
   * Starts the Node service that the build has installed; {@link #awaitReady} tells when it serves.
   *
   * @param folder for this server alone
   */
  public static StockServer startNode(Build build, Path folder, Trust trust) {
    var port = Ports.free();
    var command = List.of("node", build.folder().resolve("node/shop.js").toString());
    var environment =
        Map.of(
            "PORT", Integer.toString(port),
            "JWKS", trust.keySet().toString(),
            "ISSUER", trust.issuer(),
            "AUDIENCE", trust.audience());
    return start("Node", port, folder, command, environment);
  }

  private static StockServer start(
      String name, int port, Path folder, List<String> command, Map<String, String> environment) {
    var address = URI.create("http://127.0.0.1:" + port + "/");
    var server = CommandServer.start(name, command, environment, folder, address.resolve("ready"));
    return new StockServer(name, address, server::awaitReady, server::close);
  }

  private static ServerSettings settings(Path folder) {
    return new ServerSettings(folder, "127.0.0.1", Ports.free(), Ports.free(), NO_DATABASE);
  }

  private static URI address(ServerSettings settings) {
    return settings.baseUri().resolve("/" + NAME + "/");
  }

  /** Waits until the application is deployed. */
  public void awaitReady(Duration timeout) {
    awaitReady.accept(timeout);
  }

  /** Asks the application who the bearer of the token is. */
  public HttpResponse<String> whoAmI(String token) {
    return send(request().header("Authorization", "Bearer " + token).build());
  }

  /** Asks the application who somebody without a token is. */
  public HttpResponse<String> whoAmI() {
    return send(request().build());
  }

  private HttpRequest.Builder request() {
    return HttpRequest.newBuilder(address.resolve("whoami")).timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    close.run();
  }

  /** Returns what the server is. */
  @Override
  public String toString() {
    return name;
  }
}
