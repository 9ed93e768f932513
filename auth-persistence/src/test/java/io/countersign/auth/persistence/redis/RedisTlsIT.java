package io.countersign.auth.persistence.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.countersign.auth.persistence.DenylistUnavailableException;
import io.countersign.auth.spi.DenylistQuery;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The denylist in Redis behind TLS, which the server itself speaks. */
@Execution(ExecutionMode.SAME_THREAD)
class RedisTlsIT {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private static RedisProcess redis;
  private static RedisNodes nodes;
  private static SSLSocketFactory trusting;

  @BeforeAll
  static void start(@TempDir Path directory) throws Exception {
    KeyStore keys = keys(directory.resolve("keys.p12"));
    String certificate = directory.resolve("certificate.pem").toString();
    String key = directory.resolve("key.pem").toString();
    pem(Path.of(certificate), "CERTIFICATE", keys.getCertificate("redis").getEncoded());
    pem(Path.of(key), "PRIVATE KEY", keys.getKey("redis", PASSWORD).getEncoded());
    trusting = trusting(keys);
    int port = RedisProcess.freePort();
    redis =
        RedisProcess.launched(
            port,
            List.of("--port", "0", "--tls-port", String.valueOf(port), "--bind", "127.0.0.1"),
            "--tls-cert-file",
            certificate,
            "--tls-key-file",
            key,
            "--tls-auth-clients",
            "no");
    nodes = new RedisNodes();
  }

  @AfterAll
  static void stop() {
    nodes.close();
    redis.close();
  }

  private static KeyStore keys(Path file) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String arguments =
        "-genkeypair -alias redis -keyalg EC -dname CN=redis -ext SAN=DNS:localhost -storetype"
            + " PKCS12 -storepass changeit -keystore "
            + file;
    List<String> command = new ArrayList<>(List.of(keytool));
    command.addAll(List.of(arguments.split(" ")));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    return keys;
  }

  private static void pem(Path file, String type, byte[] content) throws Exception {
    Base64.Encoder lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));
    Files.writeString(
        file,
        "-----BEGIN %s-----%n%s%n-----END %s-----%n"
            .formatted(type, lines.encodeToString(content), type));
  }

  private static SSLSocketFactory trusting(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("redis", keys.getCertificate("redis"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private static RedisDenylist trusting(String host) {
    String uri = "rediss://" + host + ":" + redis.port();
    return nodes.open(uri, "issuer", nodes.record(), trusting);
  }

  private static void awaitAvailable(RedisDenylist node) {
    await()
        .ignoreExceptions()
        .until(
            () -> {
              node.maintain();
              return node.isAvailable();
            });
  }

  @Test
  void isDenied_overTls_isRight() {
    RedisDenylist node = trusting("localhost");
    awaitAvailable(node);
    DenylistQuery denied = nodes.denySession();
    node.publish();
    assertThat(node.isDenied(denied)).isTrue();
    assertThat(node.isDenied(RedisNodes.genuine())).isFalse();
  }

  @Test
  void isDenied_redisHangsInTls_waitsNoLongerThanAllowed() {
    RedisDenylist node = trusting("localhost");
    awaitAvailable(node);
    redis.freeze();
    try {
      while (node.isAvailable()) {
        long start = System.nanoTime();
        assertThatThrownBy(() -> node.isDenied(RedisNodes.genuine()))
            .isInstanceOf(DenylistUnavailableException.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isLessThanOrEqualTo(Duration.ofMillis(250));
      }
    } finally {
      redis.thaw();
    }
    awaitAvailable(node);
  }

  @Test
  void maintain_certificateOfAnotherName_isUnreachable() {
    awaitAvailable(trusting("localhost"));
    RedisDenylist node = trusting("127.0.0.1");
    assertThatThrownBy(node::maintain).hasMessageContaining("cannot be reached");
  }

  @Test
  void maintain_untrustedCertificate_isUnreachable() {
    awaitAvailable(trusting("localhost"));
    RedisDenylist node = nodes.open("rediss://localhost:" + redis.port());
    assertThatThrownBy(node::maintain).hasMessageContaining("cannot be reached");
  }

  @Test
  void maintain_noTls_isUnreachable() {
    awaitAvailable(trusting("localhost"));
    RedisDenylist node = nodes.open("redis://localhost:" + redis.port());
    assertThatThrownBy(node::maintain).isInstanceOf(DenylistUnavailableException.class);
  }
}
