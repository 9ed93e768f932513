package io.countersign.auth.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.countersign.auth.arquillian.DeployedServer;
import io.countersign.auth.server.Build;
import io.countersign.auth.server.Folders;
import io.countersign.auth.stock.JwksVerifier;
import io.countersign.auth.stock.StockServer;
import io.countersign.auth.stock.Trust;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What others make of our tokens who know the key set and nothing else of ours. */
@ExtendWith(ArquillianExtension.class)
@RunAsClient
class StockVerifierIT {

  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  @SuppressWarnings("NullAway.Init")
  private static List<StockServer> servers;

  @SuppressWarnings("NullAway.Init")
  private static JwksVerifier verifier;

  @SuppressWarnings("NullAway.Init")
  private static String token;

  @BeforeAll
  static void startServers() {
    var trust = trust();
    var build = Build.ofThisModule();
    var folder = build.folder().resolve("stock");
    Folders.delete(folder);
    verifier = new JwksVerifier(trust, Clock.systemUTC());
    servers =
        List.of(
            StockServer.startWildFly(build, folder.resolve("wildfly"), trust),
            StockServer.startPayara(build, folder.resolve("payara"), trust));
    servers.forEach(server -> server.awaitReady(TIMEOUT));
    token = AuthClient.ofDeployed().loginAdministrator();
  }

  private static Trust trust() {
    var address = DeployedServer.server().baseUri();
    return new Trust(
        address.resolve(".well-known/jwks.json"),
        "http://localhost:" + address.getPort() + "/auth",
        "countersign");
  }

  @AfterAll
  static void stopServers() {
    servers.forEach(StockServer::close);
  }

  @Test
  void ourToken_isAccepted() throws Exception {
    var claims = verifier.verify(token);
    assertThat(claims.getStringListClaim("groups")).containsExactly("auth-admin");
    for (var server : servers) {
      var answer = server.whoAmI(token);
      assertThat(answer.statusCode()).as("%s: %s", server, answer.body()).isEqualTo(200);
      assertThat(answer.body())
          .as("%s", server)
          .isEqualTo("{\"sub\":\"%s\",\"groups\":[\"auth-admin\"]}".formatted(claims.getSubject()));
    }
  }

  @Test
  void noToken_isRefused() {
    for (var server : servers) {
      assertThat(server.whoAmI().statusCode()).as("%s", server).isIn(401, 403);
    }
  }

  @Test
  void withoutTheRole_isForbidden() {
    var client = AuthClient.ofDeployed();
    var other = client.login(client.newUser()).text("access_token");
    for (var server : servers) {
      assertThat(server.whoAmI(other).statusCode()).as("%s", server).isEqualTo(403);
    }
  }

  @Test
  void tamperedToken_isRefused() throws Exception {
    var parts = token.split("\\.", -1);
    var signature = parts[2];
    var other = (signature.charAt(0) == 'A' ? "B" : "A") + signature.substring(1);
    requireRefused(parts[0] + "." + parts[1] + "." + other);

    var claims = new JWTClaimsSet.Builder(claimsOfOurs()).subject("somebody-else").build();
    requireRefused(parts[0] + "." + claims.toPayload().toBase64URL() + "." + signature);
  }

  @Test
  void tokenOfAnotherKey_isRefused() throws Exception {
    var key = new RSAKeyGenerator(2048).keyID("another").generate();
    requireUnknownKeyRefused(signed(key, "another", claimsOfOurs()));
    requireRefused(signed(key, SignedJWT.parse(token).getHeader().getKeyID(), claimsOfOurs()));
  }

  @Test
  void tokenOfAnotherIssuer_isRefused() throws Exception {
    var key = new RSAKeyGenerator(2048).keyID("another").generate();
    var claims =
        new JWTClaimsSet.Builder(claimsOfOurs()).issuer("https://login.example.com/auth").build();
    requireUnknownKeyRefused(signed(key, "another", claims));
  }

  private static JWTClaimsSet claimsOfOurs() throws ParseException {
    return SignedJWT.parse(token).getJWTClaimsSet();
  }

  private static String signed(RSAKey key, String kid, JWTClaimsSet claims) throws JOSEException {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT).keyID(kid).build();
    var jwt = new SignedJWT(header, claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private static void requireRefused(String refused) {
    requireRefused(refused, 401);
  }

  /** WildFly takes a {@code kid} that the key set does not have for a failure of its own. */
  private static void requireUnknownKeyRefused(String refused) {
    requireRefused(refused, 401, 500);
  }

  private static void requireRefused(String refused, Integer... statuses) {
    assertThatThrownBy(() -> verifier.verify(refused)).isInstanceOf(BadJOSEException.class);
    for (var server : servers) {
      assertThat(server.whoAmI(refused).statusCode()).as("%s", server).isIn((Object[]) statuses);
    }
  }
}
