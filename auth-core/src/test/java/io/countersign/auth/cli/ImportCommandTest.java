package io.countersign.auth.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jose4j.json.JsonUtil;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The import of users, into a server that keeps their names and answers as Countersign does. */
class ImportCommandTest {

  private static final String HASH = "$2y$12$hashhashhash";

  @TempDir Path folder;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> users = new ConcurrentHashMap<>();
  private final List<String> posted = Collections.synchronizedList(new ArrayList<>());
  private final List<String> other = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger logins = new AtomicInteger();
  private final AtomicInteger busy = new AtomicInteger();

  /** How many users a token makes before it has grown too old. */
  private int usersOfAToken = Integer.MAX_VALUE;

  private final Map<String, AtomicInteger> used = new ConcurrentHashMap<>();
  private HttpServer server;
  private String url;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/auth/admin/users", this::users);
    server.createContext("/auth/log", this::logInOrOut);
    server.setExecutor(threads);
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort() + "/auth";
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void users(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    if (exchange.getRequestMethod().equals("GET")) {
      String query = exchange.getRequestURI().getQuery();
      other.add("GET " + query);
      String found = users.get(query.substring(query.indexOf("prefix=") + 7));
      answer(exchange, 200, "{\"items\":[" + (found == null ? "" : found) + "]}");
    } else if (busy.getAndDecrement() > 0) {
      exchange.getResponseHeaders().add("Retry-After", "0");
      answer(exchange, 429, problem("too_many_attempts", "Later."));
    } else if (used.computeIfAbsent(token, it -> new AtomicInteger()).incrementAndGet()
        > usersOfAToken) {
      answer(exchange, 401, problem("insufficient_user_authentication", "Too long ago."));
    } else {
      posted.add(body);
      make(exchange, members(body));
    }
  }

  private void make(HttpExchange exchange, Map<String, Object> user) throws IOException {
    String name = String.valueOf(user.get("username")).toLowerCase(Locale.ROOT);
    if (!user.containsKey("password_hash") && !user.containsKey("password")) {
      answer(exchange, 400, problem("invalid_request", "\"password\" is missing."));
      return;
    }
    Map<String, Object> made =
        Map.of(
            "id",
            "id-of-" + name,
            "username",
            name,
            "roles",
            user.getOrDefault("roles", List.of()),
            "disabled",
            user.getOrDefault("disabled", false));
    String json = JsonUtil.toJson(made);
    if (users.putIfAbsent(name, json) == null) {
      answer(exchange, 201, json);
    } else {
      answer(exchange, 409, problem("conflict", "The user name is taken."));
    }
  }

  private void logInOrOut(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    other.add(exchange.getRequestURI().getPath());
    if (exchange.getRequestURI().getPath().endsWith("/logout")) {
      other.add(body);
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    } else if (body.contains("\"the password\"")) {
      int login = logins.incrementAndGet();
      answer(
          exchange,
          200,
          "{\"access_token\":\"access%d\",\"refresh_token\":\"refresh%d\"}"
              .formatted(login, login));
    } else {
      answer(exchange, 401, problem("invalid_credentials", "Wrong."));
    }
  }

  private static String problem(String code, String detail) {
    return JsonUtil.toJson(Map.of("code", code, "title", "Refused", "detail", detail));
  }

  private static Map<String, Object> members(String json) {
    try {
      return JsonUtil.parseJson(json);
    } catch (JoseException e) {
      throw new IllegalStateException(json, e);
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, octets.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(octets);
    }
  }

  private Path file(String... lines) throws IOException {
    return Files.writeString(folder.resolve("users"), String.join("\n", lines) + "\n");
  }

  private static String line(String name) {
    return "{\"username\":\"%s\",\"password_hash\":\"%s\",\"roles\":[\"editor\"]}"
        .formatted(name, HASH);
  }

  private CommandRun run(Path file, String... more) {
    List<String> arguments = new ArrayList<>(List.of("users", "import", file.toString()));
    arguments.addAll(List.of(more));
    return CommandRun.of(
        Map.of("COUNTERSIGN_URL", url, "COUNTERSIGN_TOKEN", "token"),
        "the password\n",
        arguments.toArray(String[]::new));
  }

  private List<String> report() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("users.report"));
    assertThat(lines.get(0)).contains("sha256", url);
    assertThat(lines).noneMatch(it -> it.contains("hashhash"));
    return lines.subList(1, lines.size());
  }

  @Test
  void import_newUsers_areMadeAndReportedInTheirOrder() throws IOException {
    Path file =
        file(IntStream.rangeClosed(1, 900).mapToObj(i -> line("User" + i)).toArray(String[]::new));
    CommandRun run = run(file);
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .isEqualTo("created  900\nexisted  0\nrefused  0\nreport   " + file + ".report\n");
    assertThat(posted).hasSize(900).contains(line("User900"));
    assertThat(report())
        .hasSize(900)
        .startsWith(
            "{\"line\":1,\"username\":\"User1\",\"outcome\":\"created\",\"id\":\"id-of-user1\"}")
        .endsWith(
            "{\"line\":900,\"username\":\"User900\",\"outcome\":\"created\",\"id\":\"id-of-user900\"}");
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file + ".report"))))
        .isEqualTo("rw-------");
  }

  @Test
  void import_again_goesOnWhereItWas() throws IOException {
    Path file = file(line("a"), line("b"), line("c"), line("d"));
    usersOfAToken = 2;
    CommandRun stopped = run(file, "--connections", "1");
    assertThat(stopped.code()).isEqualTo(1);
    assertThat(stopped.err())
        .isEqualTo(
            "countersign: insufficient_user_authentication (HTTP 401): Refused: Too long ago.;"
                + " the same command goes on after line 2\n");
    // As when it was killed while it wrote.
    Files.writeString(
        folder.resolve("users.report"), "{\"line\":3,\"user", StandardOpenOption.APPEND);
    used.clear();
    posted.clear();
    usersOfAToken = 4;
    CommandRun run = run(file, "--json");
    assertThat(run.out()).contains("\"created\":4", "\"existed\":0");
    assertThat(posted).containsExactlyInAnyOrder(line("c"), line("d"));
    assertThat(report()).hasSize(4);
    posted.clear();
    assertThat(run(file).out()).startsWith("created  4\n");
    assertThat(posted).isEmpty();
  }

  @Test
  void import_existingUsers_areNoErrorWhenTheyAreTheSame() throws IOException {
    Path file = file(line("ANNA "), line("bert"), line("carl"));
    users.put("anna", user("anna", "\"editor\"", false));
    users.put("anna ", ""); // so that the server refuses the name as it is typed
    users.put("bert", user("bert", "\"editor\",\"auth-admin\"", false));
    users.put("carl", user("carl", "\"editor\"", true));
    CommandRun run = run(file);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).startsWith("created  0\nexisted  1\nrefused  2\n");
    assertThat(run.err()).isEqualTo("countersign: 2 were refused; " + file + ".report says why\n");
    assertThat(report().get(0)).contains("\"existed\",\"id\":\"anna\"");
    assertThat(report().get(1)).contains("\"refused\"", "taken, with other roles or disabled");
    assertThat(report().get(2)).contains("\"refused\"", "taken, with other roles or disabled");
  }

  private static String user(String name, String roles, boolean disabled) {
    return "{\"id\":\"%s\",\"username\":\"%s\",\"roles\":[%s],\"disabled\":%s}"
        .formatted(name, name, roles, disabled);
  }

  @Test
  void import_linesThatCannotBe_areRefusedByNumberAndReason() throws IOException {
    Path file =
        file(
            line("anna"),
            "",
            "{\"username\":\"bert\"}",
            "{\"password_hash\":\"" + HASH + "\"}",
            "{\"username\":\"carl\",\"username\":\"carl\",\"password_hash\":\"" + HASH + "\"}",
            HASH);
    CommandRun run = run(file);
    assertThat(run.out()).startsWith("created  1\nexisted  0\nrefused  4\n");
    assertThat(run.out() + run.err()).doesNotContain("hashhash");
    assertThat(report()).hasSize(5);
    assertThat(report().get(1))
        .contains("\"line\":3", "\"bert\"", "\"reason\":\"\\\"password\\\" is missing.\"");
    assertThat(report().subList(2, 5))
        .allMatch(it -> it.contains("is no JSON object with a \\\"username\\\""));
    assertThat(posted).hasSize(2);
  }

  @Test
  void import_busyServer_isAskedAgain() throws IOException {
    busy.set(9);
    assertThat(run(file(line("anna"))).out()).startsWith("created  1\n");
    busy.set(10);
    CommandRun run = run(file(line("bert")), "--report", folder.resolve("other").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("too_many_attempts (HTTP 429)", "after line 0");
  }

  @Test
  void import_byPassword_logsInAgainAndOut() throws IOException {
    usersOfAToken = 300;
    Path file =
        file(IntStream.rangeClosed(1, 700).mapToObj(i -> line("u" + i)).toArray(String[]::new));
    CommandRun run = run(file, "--username", "admin", "--password-file", "-");
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).startsWith("created  700\n");
    assertThat(logins).hasValue(3);
    assertThat(other)
        .filteredOn(it -> it.contains("refresh"))
        .containsExactly(
            "{\"refresh_token\":\"refresh1\"}",
            "{\"refresh_token\":\"refresh2\"}",
            "{\"refresh_token\":\"refresh3\"}");
  }

  @Test
  void import_byWrongPassword_isRefused() throws IOException {
    CommandRun run =
        CommandRun.of(
            Map.of("COUNTERSIGN_URL", url, "COUNTERSIGN_PASSWORD", "another secret"),
            "",
            "users",
            "import",
            file(line("anna")).toString(),
            "--username",
            "admin");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("invalid_credentials (HTTP 401)").doesNotContain("secret");
    assertThat(new AdminSession.Login("admin", "secret").toString()).doesNotContain("secret");
  }

  @Test
  void import_reportOfAnotherFile_isLeftAlone() throws IOException {
    run(file(line("anna")));
    String before = Files.readString(folder.resolve("users.report"));
    CommandRun run = run(file(line("bert")));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("the report of another file");
    assertThat(Files.readString(folder.resolve("users.report"))).isEqualTo(before);
    Path notes = Files.writeString(folder.resolve("notes"), "line\nno line end");
    assertThat(run(file(line("anna")), "--report", notes.toString()).err())
        .contains("is no report of an import");
    assertThat(notes).hasContent("line\nno line end");
  }

  private static final String REALM =
      """
      {"id":"x","realm":"shop","clients":[{"users":[{"username":"none"}]}],"notBefore":0,
       "users":[
        {"id":"826731b2","createdTimestamp":1693887631918,"username":"anna","enabled":true,
         "attributes":{"team":["10"]},
         "credentials":[
          {"type":"otp","secretData":"{}","credentialData":"{}"},
          {"id":"c3f3","type":"password","createdDate":1,
           "secretData":"{\\"value\\":\\"v1\\"}","credentialData":"{\\"algorithm\\":\\"argon2\\"}"},
          {"type":"password","secretData":"second","credentialData":"second"}],
         "realmRoles":["default-roles-shop","offline_access","uma_authorization","clerk"],
         "clientRoles":{"shop":["editor"],"account":["view-profile"]}},
        {"username":"bert","enabled":false,"credentials":[{"type":"password",
         "secretData":"{}","credentialData":"{}"}]},
        {"username":"service-account-shop","enabled":true,"credentials":[]}],
       "scopeMappings":[]}
      """;

  @Test
  void import_realmOfKeycloak_isRead() throws IOException {
    CommandRun run = run(file(REALM), "--keycloak", "--keycloak-client", "shop");
    assertThat(run.out()).startsWith("created  2\nexisted  0\nrefused  1\n");
    assertThat(posted)
        .extracting(ImportCommandTest::members)
        .containsExactlyInAnyOrder(
            Map.of(
                "username",
                "anna",
                "roles",
                List.of("clerk", "editor"),
                "password_hash",
                Map.of(
                    "secretData",
                    "{\"value\":\"v1\"}",
                    "credentialData",
                    "{\"algorithm\":\"argon2\"}")),
            Map.of(
                "username",
                "bert",
                "roles",
                List.of(),
                "disabled",
                true,
                "password_hash",
                Map.of("secretData", "{}", "credentialData", "{}")),
            Map.of("username", "service-account-shop", "roles", List.of()));
    assertThat(report().get(0)).contains("\"line\":1", "\"source_id\":\"826731b2\"");
    assertThat(report().get(2)).contains("\"line\":3", "\"refused\"");
    assertThat(posted).noneMatch(it -> it.contains("second"));
  }

  @Test
  void import_realmWithoutClient_hasTheRealmsRolesOnly() throws IOException {
    run(file(REALM), "--keycloak");
    assertThat(members(String.valueOf(users.get("anna"))).get("roles")).isEqualTo(List.of("clerk"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | has no \"users\"",
        "{\"realm\":\"shop\"} | has no \"users\"",
        "{\"users\":[{\"username\":\"secret\"] | is no JSON, at line 1",
        "secret | is no JSON, at line 1"
      })
  void import_noRealm_isSaid(String text, String problem) throws IOException {
    CommandRun run = run(file(text), "--keycloak");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains(problem).doesNotContain("secret").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--connections 0",
        "--connections 65",
        "--keycloak-client shop",
        "--password-file -",
        "--username admin",
        "--password secret"
      })
  void import_optionsThatDoNotFit_areWrongUsage(String options) throws IOException {
    assertThat(run(file(line("anna")), options.split(" ", -1)).code()).isEqualTo(2);
    assertThat(posted).isEmpty();
  }

  @Test
  void import_noFile_isSaid() {
    CommandRun run = run(folder.resolve("nothing"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err()).contains("nothing").hasLineCount(1);
  }
}
