package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.server.Build;
import io.countersign.auth.server.Folders;
import io.countersign.auth.stock.JwksVerifier;
import io.countersign.auth.stock.StockServer;
import io.countersign.auth.stock.Trust;
import io.countersign.auth.testkit.Flaw;
import jakarta.json.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
  void tokenSignedHere_isAccepted() throws Exception {
    requireAccepted("ours, signed here", issuer.tokens().token().roles("auth-admin").valid());
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

  @ParameterizedTest
  @EnumSource
  void flawedToken_isRefused(Flaw flaw) throws Exception {
    var flawed = issuer.tokens().token().roles("auth-admin").flawed(flaw);
    assertThat(verifier.accepts(flawed)).isFalse();
    ask(flaw.name().toLowerCase(Locale.ROOT), server -> server.whoAmI(flawed).statusCode())
        .forEach(
            (server, status) -> assertThat(status).as("%s", server).isIn(answers(server, flaw)));
  }

  /** What a server answers to a token with a flaw; two take one that Countersign never issues. */
  private static Set<Integer> answers(StockServer server, Flaw flaw) {
    return switch (server.toString()) {
      // The bearer of a wrong token is nobody, whom it forbids.
      case "Open Liberty" -> Set.of(403);
      // A kid that the key set does not have is a failure of its own.
      case "WildFly" -> flaw == Flaw.UNKNOWN_KEY ? Set.of(401, 500) : REFUSED;
      case "Payara" -> flaw == Flaw.NOT_VALID_YET ? ACCEPTED : REFUSED;
      case "Spring Boot" -> flaw == Flaw.NO_EXPIRATION ? ACCEPTED : REFUSED;
      default -> REFUSED;
    };
  }

  private void requireAccepted(String name, String accepted) {
    assertThat(verifier.accepts(accepted)).as(name).isTrue();
    requireStatus(name, ACCEPTED, server -> server.whoAmI(accepted).statusCode());
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
