package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.auth.server.Build;
import io.countersign.auth.server.Folders;
import io.countersign.auth.stock.JwksVerifier;
import io.countersign.auth.stock.StockServer;
import io.countersign.auth.stock.Trust;
import jakarta.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * What others make of our tokens who know the key set and nothing else of ours. Each token that
 * they are to refuse for its claims is signed by the very key of the key set.
 */
@TestInstance(Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init")
abstract class StockVerifierContract {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);
  private static final Set<Integer> ACCEPTED = Set.of(200);
  private static final Set<Integer> REFUSED = Set.of(401);

  private final StatusTable table = new StatusTable();
  private KnownKeyServer issuer;
  private List<StockServer> servers;
  private JwksVerifier verifier;
  private String token;
  private JWTClaimsSet claims;

  /**
   * Starts the servers to test.
   *
   * @param folder for them alone
   */
  abstract List<StockServer> start(Build build, Path folder, Trust trust);

  @BeforeAll
  void startServers() throws Exception {
    var build = Build.ofThisModule();
    var folder = build.folder().resolve("stock").resolve(getClass().getSimpleName());
    Folders.delete(folder);
    issuer = KnownKeyServer.prepare(build, Files.createDirectories(folder.resolve("issuer")));
    servers = start(build, folder, issuer.trust());
    servers.forEach(server -> server.awaitReady(TIMEOUT)); // before there is an issuer to ask
    issuer.start(build);
    issuer.awaitReady(TIMEOUT);
    verifier = new JwksVerifier(issuer.trust(), Clock.systemUTC());
    token = issuer.administrator();
    claims = SignedJWT.parse(token).getJWTClaimsSet();
  }

  @AfterAll
  void stopServers() {
    if (servers != null) {
      System.out.println(table.text(servers));
      servers.forEach(StockServer::close);
    }
    if (issuer != null) {
      issuer.close();
    }
  }

  @Test
  void ourToken_isAccepted() throws Exception {
    requireAccepted("ours", token);
    var caller =
        Json.createObjectBuilder()
            .add("sub", verifier.verify(token).getSubject())
            .add("groups", Json.createArrayBuilder(List.of("auth-admin")))
            .build();
    for (var server : servers) {
      assertThat(Answer.of(server.whoAmI(token)).json()).as("%s", server).isEqualTo(caller);
    }
  }

  /** Otherwise a refusal of another such token would not tell what it was refused for. */
  @Test
  void sameClaims_signedHere_areAccepted() throws Exception {
    requireAccepted("ours, signed here", issuer.sign(claims));
  }

  @Test
  void withoutTheRole_isForbidden() {
    var client = issuer.client();
    var password = "copper lanterns sing";
    client
        .post(
            "admin/users", AuthClient.json("username", "anna", "password", password), bearer(token))
        .requireStatus(201);
    var other = client.login("anna", password).requireStatus(200).text("access_token");
    assertThat(verifier.accepts(other)).isTrue();
    requireStatus("without the role", Set.of(403), server -> server.whoAmI(other).statusCode());
  }

  /** WildFly and Open Liberty say 403 to nobody, the others 401. */
  @Test
  void noToken_isRefused() {
    requireStatus("none", Set.of(401, 403), server -> server.whoAmI().statusCode());
  }

  @Test
  void expiredToken_isRefused() throws Exception {
    var now = Instant.now();
    var expired =
        new JWTClaimsSet.Builder(claims)
            .issueTime(Date.from(now.minus(Duration.ofMinutes(25))))
            .expirationTime(Date.from(now.minus(Duration.ofMinutes(10))));
    requireRefused("expired", issuer.sign(expired.build()));
  }

  @Test
  void tokenOfAnotherIssuer_isRefused() throws Exception {
    var other = new JWTClaimsSet.Builder(claims).issuer("https://login.example.com/auth");
    requireRefused("another issuer", issuer.sign(other.build()));
  }

  @Test
  void tokenForAnotherAudience_isRefused() throws Exception {
    var other = new JWTClaimsSet.Builder(claims).audience("another");
    requireRefused("another audience", issuer.sign(other.build()));
  }

  @Test
  void tamperedToken_isRefused() {
    var parts = token.split("\\.", -1);
    var signature = parts[2];
    var other = (signature.charAt(0) == 'A' ? "B" : "A") + signature.substring(1);
    requireRefused("signature changed", parts[0] + "." + parts[1] + "." + other);

    var somebody = new JWTClaimsSet.Builder(claims).subject("somebody-else").build();
    requireRefused(
        "subject changed", parts[0] + "." + somebody.toPayload().toBase64URL() + "." + signature);
  }

  @Test
  void unsignedToken_isRefused() {
    requireRefused("unsigned", new PlainJWT(claims).serialize());
  }

  @Test
  void tokenOfAnotherKey_isRefused() throws JOSEException {
    var key = new RSAKeyGenerator(2048).keyID("another").generate();
    requireRefused("key under our kid", KnownKeyServer.sign(claims, key, issuer.kid()));
    requireUnknownKeyRefused(KnownKeyServer.sign(claims, key, key.getKeyID()));
  }

  private void requireAccepted(String name, String accepted) {
    assertThat(verifier.accepts(accepted)).as(name).isTrue();
    requireStatus(name, ACCEPTED, server -> server.whoAmI(accepted).statusCode());
  }

  private void requireRefused(String name, String refused) {
    assertThat(verifier.accepts(refused)).as(name).isFalse();
    ask(name, server -> server.whoAmI(refused).statusCode())
        .forEach(
            (server, status) ->
                assertThat(status).as("%s: %s", name, server).isIn(refusals(server)));
  }

  /** Open Liberty takes the bearer of such a token for nobody, whom it forbids. */
  private static Set<Integer> refusals(StockServer server) {
    return server.toString().equals("Open Liberty") ? Set.of(403) : REFUSED;
  }

  /** WildFly takes a {@code kid} that the key set does not have for a failure of its own. */
  private void requireUnknownKeyRefused(String refused) {
    assertThat(verifier.accepts(refused)).isFalse();
    ask("key unknown", server -> server.whoAmI(refused).statusCode())
        .forEach(
            (server, status) ->
                assertThat(status)
                    .as("%s", server)
                    .isIn(
                        server.toString().equals("WildFly") ? Set.of(401, 500) : refusals(server)));
  }

  private void requireStatus(
      String name, Set<Integer> expected, Function<StockServer, Integer> status) {
    var statuses = ask(name, status);
    assertThat(statuses.values()).as("%s: %s", name, statuses).isSubsetOf(expected);
  }

  private Map<StockServer, Integer> ask(String name, Function<StockServer, Integer> status) {
    Map<StockServer, Integer> statuses = new LinkedHashMap<>();
    servers.forEach(server -> statuses.put(server, status.apply(server)));
    table.add(name, statuses);
    return statuses;
  }
}
