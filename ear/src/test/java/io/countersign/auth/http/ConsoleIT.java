package io.countersign.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** How the console is served. What it does in a browser is tested in one. */
@EveryServer
class ConsoleIT {

  private static final Pattern ADDRESS = Pattern.compile("(?:src|href)=\"\\./([^\"]*)\"");

  private final AuthServer server;
  private final AuthClient client;

  ConsoleIT(AuthServer server) {
    this.server = server;
    client = new AuthClient(server);
  }

  private List<String> addresses() {
    var document = client.get("console/").requireStatus(200).body();
    var addresses =
        ADDRESS.matcher(document).results().map(it -> "console/" + it.group(1)).toList();
    assertThat(addresses).hasSizeGreaterThan(10);
    return addresses;
  }

  @Test
  void document_allowsItselfAndNothingElse() {
    var answer = client.get("console/").requireStatus(200);
    assertThat(answer.header("Content-Type")).isEqualToIgnoringCase("text/html;charset=utf-8");
    assertThat(answer.headers().allValues("Content-Security-Policy"))
        .singleElement()
        .asString()
        .startsWith("default-src 'none'; script-src 'self' 'sha256-")
        .endsWith(
            "style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none';"
                + " form-action 'none'; frame-ancestors 'none';"
                + " require-trusted-types-for 'script'; trusted-types lit-html");
    assertThat(answer.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(answer.header("Permissions-Policy")).contains("camera=()", "geolocation=()");
  }

  @Test
  void document_isAskedForEachTime() {
    var answer = client.get("console/").requireStatus(200);
    assertThat(answer.header("Cache-Control")).isEqualTo("no-cache");
    var unchanged = client.get("console/", "If-None-Match", answer.header("ETag"));
    assertThat(unchanged.status()).isEqualTo(304);
    assertThat(unchanged.header("Content-Security-Policy")).startsWith("default-src 'none'");
  }

  /** By a relative address: the server does not know under which path it is seen. */
  @Test
  void documentWithoutItsSlash_leadsToTheOneWithIt() {
    assertThat(client.get("console").requireStatus(200).body()).contains("; url=console/\"");
    client.get("console/inspector/").requireProblem(404, "not_found");
  }

  @Test
  void inspector_connectsToNobodyAndBringsTheKeys() {
    var answer = client.get("console/inspector").requireStatus(200);
    assertThat(answer.header("Content-Security-Policy")).contains("; connect-src 'none'; ");
    var keys = client.get(".well-known/jwks.json").requireStatus(200).body();
    assertThat(answer.body()).contains(keys, "\"issuer\":\"" + server.issuer() + '"');
  }

  @Test
  void files_mayBeKeptForEver() {
    for (var address : addresses()) {
      var answer = client.get(address).requireStatus(200);
      assertThat(answer.header("Cache-Control")).as(address).contains("immutable", "31536000");
      assertThat(answer.header("Content-Type"))
          .as(address)
          .containsAnyOf("text/javascript", "text/css", "image/svg+xml");
      assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
    }
  }

  @Test
  void files_areCompressedForWhoTakesIt() throws IOException, InterruptedException {
    var address = server.baseUri().resolve(addresses().get(1));
    var plain = bytes(address, "identity");
    assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
    var compressed = bytes(address, "br, gzip");
    assertThat(compressed.headers().allValues("Content-Encoding")).containsExactly("gzip");
    assertThat(String.join(",", compressed.headers().allValues("Vary")))
        .contains("Accept-Encoding");
    assertThat(compressed.body().length).isLessThan(plain.body().length);
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(compressed.body()))) {
      assertThat(gzip.readAllBytes()).isEqualTo(plain.body());
    }
    assertThat(bytes(address, "gzip;q=0").headers().firstValue("Content-Encoding")).isEmpty();
  }

  private static HttpResponse<byte[]> bytes(URI address, String encoding)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(address).header("Accept-Encoding", encoding).build(),
            BodyHandlers.ofByteArray());
  }

  /** What is not named is not there, and a path leads nowhere else. */
  @Test
  void otherFiles_areNotFound() {
    var version = addresses().get(0).replaceAll("console/([^/]+)/.*", "$1");
    for (var path :
        List.of(
            "console/" + version + "/app/none.js",
            "console/" + version + "/app/files",
            "console/" + version + "/app/%2E%2E%2Ffiles",
            "console/" + version + "/../files",
            "console/" + version + "/messages/messages",
            "console/0000000000000000/app/main.js",
            "console/" + version + "/main.js",
            "console/files",
            "console/console.html")) {
      assertThat(client.get(path).status()).as(path).isIn(400, 404);
      assertThat(client.get(path).header("Content-Type")).as(path).contains("problem+json");
    }
    client.send("POST", "console/", new byte[0]).requireProblem(405, "method_not_allowed");
  }
}
