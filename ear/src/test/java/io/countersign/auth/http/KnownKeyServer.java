package io.countersign.auth.http;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.countersign.auth.server.Build;
import io.countersign.auth.server.EmbeddedDatabase;
import io.countersign.auth.server.Secrets;
import io.countersign.auth.server.ServerSettings;
import io.countersign.auth.server.WildFlyServer;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.stock.Trust;
import io.countersign.auth.testkit.TestTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A WildFly with the EAR on a database of its own that signs with a key the test brought: the test
 * can sign whatever the server never would, and a verifier sees nothing but what the claims say.
 */
final class KnownKeyServer implements AutoCloseable {
  private static final String PASSWORD = "violet kettle drums on tuesday";

  private final RSAKey key;
  private final EmbeddedDatabase database;
  private final ServerSettings settings;
  private @Nullable WildFlyServer server;

  private KnownKeyServer(RSAKey key, EmbeddedDatabase database, ServerSettings settings) {
    this.key = key;
    this.database = database;
    this.settings = settings;
  }

  /**
   * Starts database and server; {@link #awaitReady} tells when it serves.
   *
   * @param folder for this server alone, and there already
   */
  static KnownKeyServer start(Build build, Path folder) throws IOException, JOSEException {
    var prepared = prepare(build, folder);
    prepared.start(build);
    return prepared;
  }

  /**
   * Starts the database. The server's address and key are settled, but nothing answers there before
   * {@link #start(Build)}.
   *
   * @param folder for this server alone, and there already
   */
  static KnownKeyServer prepare(Build build, Path folder) throws IOException, JOSEException {
    var key = new RSAKeyGenerator(2048).keyIDFromThumbprint(true).generate();
    var database = EmbeddedDatabase.start(build, folder.resolve("postgresql"));
    var settings =
        ServerSettings.localLater(folder.resolve("wildfly"), database, Secrets.masterKey(folder))
            .with("COUNTERSIGN_BOOTSTRAP_ADMIN_PASSWORD", PASSWORD)
            .with("COUNTERSIGN_SIGNING_IMPORT_KEY_FILE", pem(key, folder).toString());
    return new KnownKeyServer(key, database, settings);
  }

  /** Starts the server. */
  void start(Build build) {
    server = WildFlyServer.start(build, settings);
  }

  private static Path pem(RSAKey key, Path folder) throws IOException, JOSEException {
    var pkcs8 = Base64.getMimeEncoder().encodeToString(key.toPrivateKey().getEncoded());
    return Files.writeString(
        folder.resolve("signing.pem"),
        "-----BEGIN PRIVATE KEY-----\n" + pkcs8 + "\n-----END PRIVATE KEY-----\n");
  }

  void awaitReady(Duration timeout) {
    Objects.requireNonNull(server).awaitReady(timeout, waited -> {});
  }

  AuthClient client() {
    return new AuthClient(settings.baseUri());
  }

  /** Logs the administrator in and returns the access token. */
  String administrator() {
    return client().login("admin", PASSWORD).requireStatus(200).text("access_token");
  }

  /** What a verifier is told of this server. */
  Trust trust() {
    return new Trust(
        settings.baseUri().resolve(".well-known/jwks.json"),
        "http://localhost:" + settings.httpPort() + "/auth",
        "countersign");
  }

  /** Tokens as the server signs its own. */
  TestTokens tokens() throws JOSEException {
    var trust = trust();
    return TestTokens.of(trust.issuer(), trust.audience(), SigningAlgorithm.RS256, key.toKeyPair());
  }

  /** Returns the key itself, as a JWK. */
  String privateJwk() {
    return key.toJSONString();
  }

  @Override
  public void close() {
    if (server != null) {
      server.close();
    }
    database.close();
  }
}
