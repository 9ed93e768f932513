package io.countersign.auth.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.countersign.auth.verify.ServerAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCommandsTest {

  private static final String TOKEN = "eyJhbGciOiJFUzI1NiJ9.e30.c2ln-_";
  private static final String KID = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
  private static final String KEYS =
      """
      {"items":[
       {"kid":"%s","alg":"ES256","state":"active","created_at":"2026-01-01T12:00:00Z",
        "activated_at":"2026-01-01T13:00:00Z"},
       {"kid":"second","alg":"RS256","state":"published","created_at":"2026-01-02T12:00:00Z"},
       {"kid":"third","alg":"ES256","state":"retired","created_at":"2025-12-01T12:00:00Z",
        "activated_at":"2025-12-01T13:00:00Z","retired_at":"2026-01-01T13:00:00Z",
        "deletes_at":"2026-01-01T13:15:30Z"}],"next_cursor":null}"""
          .formatted(KID);

  @TempDir Path folder;

  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private HttpServer server;
  private String url;
  private int status = 200;
  private String body = "{}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/auth";
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    requests.add(
        exchange.getRequestMethod()
            + " "
            + exchange.getRequestURI()
            + " "
            + exchange.getRequestHeaders().getFirst("Authorization"));
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Location", "/elsewhere");
    exchange.sendResponseHeaders(status, octets.length == 0 ? -1 : octets.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(octets);
    }
  }

  private CommandRun run(String... arguments) {
    return CommandRun.of(Map.of("COUNTERSIGN_URL", url, "COUNTERSIGN_TOKEN", TOKEN), "", arguments);
  }

  private void failsWith(CommandRun run, String problem) {
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("countersign: ").contains(problem).hasLineCount(1);
    assertThat(run.err()).doesNotContain(TOKEN);
  }

  private void refusedUnsent(CommandRun run, String problem) {
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains(problem).doesNotContain(TOKEN);
    assertThat(requests).isEmpty();
  }

  @Test
  void list_keys_areATable() {
    body = KEYS;
    CommandRun run = run("keys", "list");
    assertThat(run.out())
        .isEqualTo(
            """
            KID                                          ALG    STATE      SINCE                 DELETES
            NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs  ES256  active     2026-01-01T13:00:00Z  -
            second                                       RS256  published  2026-01-02T12:00:00Z  -
            third                                        ES256  retired    2026-01-01T13:00:00Z  2026-01-01T13:15:30Z
            """);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(requests).containsExactly("GET /auth/admin/keys Bearer " + TOKEN);
  }

  @Test
  void list_moreThanOnePage_saysThatThereIsMore() {
    body = "{\"items\":[],\"next_cursor\":\"x\"}";
    assertThat(run("keys", "list").out()).endsWith("(and more)\n");
  }

  @Test
  void list_json_isTheAnswerWithoutControlCharacters() {
    body = "{\"items\":[],\"x\":\"\u009b2J\",\"next_cursor\":null}";
    assertThat(run("keys", "list", "--json").out())
        .isEqualTo("{\"items\":[],\"x\":\"\\u009b2J\",\"next_cursor\":null}\n");
  }

  @Test
  void list_controlCharacters_doNotReachTheTerminal() {
    body = "{\"items\":[{\"kid\":\"\\u001b[2J\\nx\",\"state\":\"\u009b\"}]}";
    assertThat(run("keys", "list").out().lines().skip(1).findFirst().orElseThrow())
        .startsWith("?[2J?x  -    ?");
  }

  @Test
  void rotate_newKey_isPrintedMemberByMember() {
    body =
        "{\"kid\":\"%s\",\"state\":\"published\",\"activates_at\":\"2026-01-01T13:00:00Z\"}"
            .formatted(KID);
    CommandRun run = run("keys", "rotate");
    assertThat(run.out())
        .isEqualTo(
            """
            kid           NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs
            state         published
            activates_at  2026-01-01T13:00:00Z
            """);
    assertThat(run.code()).isZero();
    assertThat(requests).containsExactly("POST /auth/admin/keys/rotate Bearer " + TOKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        KID,
        "-zbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        "-hbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
        "--bLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
      })
  void revoke_anyKid_isAskedFor(String kid) {
    body = "{\"revoked\":\"%s\",\"active\":\"b\",\"jwks_cached_until\":null}".formatted(kid);
    CommandRun run = run("keys", "revoke", kid);
    assertThat(run.out()).startsWith("revoked            " + kid + "\nactive             b\n");
    assertThat(run.code()).isZero();
    assertThat(requests)
        .containsExactly("POST /auth/admin/keys/" + kid + "/revoke Bearer " + TOKEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "../../users", "--jsno", KID + "/x"})
  void revoke_noKid_isWrongUsage(String kid) {
    refusedUnsent(run("keys", "revoke", kid), "no key's name");
  }

  @Test
  void revoke_twoKids_isWrongUsage() {
    refusedUnsent(run("keys", "revoke", KID, KID), "Unmatched argument");
  }

  @Test
  void problem_isPrintedInOneLine() {
    status = 401;
    body =
        """
        {"type":"urn:countersign:problem:token_expired","title":"Token expired","status":401,
         "code":"token_expired","detail":"The token has\\u001b[31m expired.\\n"}""";
    CommandRun run = run("keys", "rotate");
    failsWith(run, "token_expired (HTTP 401): Token expired: The token has?[31m expired.?");
  }

  @Test
  void refusal_withoutProblemDocument_hasItsStatus() {
    status = 500;
    failsWith(run("keys", "list"), "refused (HTTP 500)");
    body = "<html>";
    failsWith(run("keys", "list"), "no answer of Countersign's (HTTP 500)");
  }

  @Test
  void redirect_isNotFollowed() {
    status = 307;
    body = "";
    failsWith(run("keys", "list"), "(HTTP 307; redirects are not followed)");
    assertThat(requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"items\":{}}", "{\"items\":[1]}", "[]", "", "{\"items\":"})
  void list_noList_isRefused(String answer) {
    body = answer;
    failsWith(run("keys", "list"), "Countersign's");
  }

  @Test
  void list_endlessAnswer_isRefused() {
    body = " ".repeat(2 << 20);
    failsWith(run("keys", "list"), "larger than any");
  }

  @Test
  void server_unreachable_isSaid() {
    server.stop(0);
    failsWith(run("keys", "list"), url + "/admin/keys: no connection");
  }

  @Test
  void server_silent_isNotWaitedForForLong() {
    server.removeContext("/");
    server.createContext("/", exchange -> exchange.sendResponseHeaders(200, 100)); // and no body
    AdminClient client =
        new AdminClient(
            ServerAddress.of(url, false), new BearerToken(TOKEN), Duration.ofMillis(300));
    assertThatExceptionOfType(CommandFailedException.class)
        .isThrownBy(() -> client.get("/admin/keys"))
        .withMessageContaining("no answer within");
  }

  @Test
  void token_fromFileOrInput_isSent() throws IOException {
    Path file = Files.writeString(folder.resolve("token"), "fromfile\n");
    body = "{}";
    run("keys", "rotate", "--url", url + "/", "--token-file", file.toString());
    CommandRun.of(Map.of(), " frominput\r\n", "keys", "rotate", "--url", url, "--token-file", "-");
    assertThat(requests)
        .containsExactly(
            "POST /auth/admin/keys/rotate Bearer fromfile",
            "POST /auth/admin/keys/rotate Bearer frominput");
  }

  @Test
  void token_missingOrMalformed_isWrongUsage() {
    refusedUnsent(CommandRun.of("keys", "list", "--url", url), "whose access token?");
    for (String input : List.of("", "two words", "line\nbreak", "ä", "x".repeat(9000))) {
      refusedUnsent(
          CommandRun.of(Map.of(), input, "keys", "list", "--url", url, "--token-file", "-"),
          "--token-file holds no access token");
    }
    assertThat(new BearerToken(TOKEN).toString()).doesNotContain(TOKEN);
  }

  @Test
  void token_unreadableFile_isSaid() {
    failsWith(run("keys", "list", "--token-file", folder.resolve("none").toString()), "none");
  }

  @Test
  void url_missing_isWrongUsage() {
    refusedUnsent(
        CommandRun.of(Map.of("COUNTERSIGN_TOKEN", TOKEN), "", "keys", "list"), "which server?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://login.example.com/auth", "login.example.com/auth", "https://a b/auth"})
  void url_noAddressForAToken_isWrongUsage(String address) {
    refusedUnsent(run("keys", "list", "--url", address), "--url ");
  }
}
