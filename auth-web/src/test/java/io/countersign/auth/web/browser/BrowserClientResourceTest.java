package io.countersign.auth.web.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserClientResourceTest {

  private final BrowserClientResource resource = new BrowserClientResource();

  private static HttpHeaders with(String name, String value) {
    return (HttpHeaders)
        Proxy.newProxyInstance(
            HttpHeaders.class.getClassLoader(),
            new Class<?>[] {HttpHeaders.class},
            (proxy, method, arguments) -> Map.of(name, List.of(value)).get(arguments[0]));
  }

  private static byte[] octets(Response answer) {
    return (byte[]) answer.getEntity();
  }

  @Test
  void module_compressed_isSmall() {
    Response answer = resource.module(with("Accept-Encoding", "gzip, deflate, br, zstd"));
    assertThat(answer.getHeaderString("Content-Encoding")).isEqualTo("gzip");
    assertThat(octets(answer)).hasSizeLessThanOrEqualTo(6 * 1024);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZIP",
        "br, gzip",
        "gzip;q=0.5",
        "gzip; q=0.001,br",
        "x-gzip",
        "br,\tgzip"
      })
  void module_whereGzipIsTaken_isTheSameCompressed(String accepted) throws IOException {
    Response answer = resource.module(with("Accept-Encoding", accepted));
    assertThat(answer.getHeaderString("Content-Encoding")).isEqualTo("gzip");
    assertThat(answer.getHeaderString("Vary")).isEqualTo("Accept-Encoding");
    try (GZIPInputStream plain = new GZIPInputStream(new ByteArrayInputStream(octets(answer)))) {
      assertThat(plain.readAllBytes()).isEqualTo(octets(resource.module(with("Host", "x"))));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "identity", "br", "gzip;q=0", "gzip; q=0.000", "xgzip", "gzipped", "*;q=0"})
  void module_whereGzipIsNotTaken_isAsItIs(String accepted) {
    Response answer = resource.module(with("Accept-Encoding", accepted));
    assertThat(answer.getHeaderString("Content-Encoding")).isNull();
    assertThat(answer.getHeaderString("Vary")).isEqualTo("Accept-Encoding");
    assertThat(new String(octets(answer), UTF_8)).contains("export class Countersign");
  }

  /** Two representations are two tags, or a cache would mix them (RFC 9110 §8.8.3.3). */
  @Test
  void module_tags_areOfTheRepresentation() {
    String plain = resource.module(with("Host", "x")).getHeaderString("ETag");
    String gzip = resource.module(with("Accept-Encoding", "gzip")).getHeaderString("ETag");
    assertThat(plain).isNotEqualTo(gzip);
    assertThat(resource.module(with("If-None-Match", plain)).getStatus()).isEqualTo(304);
    assertThat(resource.module(with("If-None-Match", gzip)).getStatus()).isEqualTo(200);
  }

  @Test
  void moduleOfVersion_isKeptForEver_andOfNoOtherVersion() {
    HttpHeaders headers = with("Host", "x");
    String name = resource.module(headers).getHeaderString("Content-Location");
    assertThat(name).isEqualTo(BrowserClientResource.versionedName());
    assertThat(name).matches("countersign-[0-9a-f]{16}\\.js");
    String version = name.substring("countersign-".length(), name.length() - ".js".length());
    Response answer = resource.moduleOfVersion(version, headers);
    assertThat(octets(answer)).isEqualTo(octets(resource.module(headers)));
    assertThat(answer.getHeaderString("Cache-Control")).contains("immutable");
    for (String other : List.of("", "0", version.substring(1), version + "x")) {
      assertThatExceptionOfType(NotFoundException.class)
          .as(other)
          .isThrownBy(() -> resource.moduleOfVersion(other, headers));
    }
  }

  /** A page asks again after five minutes, so an update reaches it. */
  @Test
  void types_declareWhatTheModuleExports() {
    HttpHeaders headers = with("Host", "x");
    String types = new String(octets(resource.types(headers)), UTF_8);
    String module = new String(octets(resource.module(headers)), UTF_8);
    for (String exported : List.of("class Countersign ", "class CountersignError ")) {
      assertThat(module).contains("export " + exported);
      assertThat(types).contains("export declare " + exported);
    }
    for (String method :
        List.of("login", "logout", "session", "fetch", "reauthenticate", "changePassword")) {
      assertThat(module).containsPattern("\n  (async )?" + method + "\\(");
      assertThat(types).contains("\n  " + method + "(");
    }
    assertThat(resource.types(headers).getHeaderString("Cache-Control")).isEqualTo("max-age=300");
  }
}
