package io.countersign.auth.stock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JwksVerifierTest {
  private static final Duration MAX_AGE = Duration.ofSeconds(10);

  private final RSAKey first = key("first");
  private final RSAKey second = key("second");

  private Instant now = Instant.parse("2026-11-01T00:00:00Z");
  private volatile JWKSet published = new JWKSet(first.toPublicJWK());
  private volatile String cacheControl = "public, max-age=" + MAX_AGE.toSeconds();

  @SuppressWarnings("NullAway.Init")
  private HttpServer server;

  @SuppressWarnings("NullAway.Init")
  private JwksVerifier verifier;

  @BeforeEach
  void publish() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    verifier = new JwksVerifier(new Trust(address, "issuer", "audience"), clock());
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void unknownKid_withinMaxAge_isRefusedWithoutAFetch() throws Exception {
    verifier.verify(token(first));
    published = new JWKSet(List.of(first.toPublicJWK(), second.toPublicJWK()));
    now = now.plus(MAX_AGE).minusMillis(1);

    assertThatThrownBy(() -> verifier.verify(token(second))).isInstanceOf(BadJOSEException.class);
    assertThat(verifier.fetches()).isEqualTo(1);

    now = now.plusMillis(1);
    assertThat(verifier.verify(token(second)).getSubject()).isEqualTo("user");
    assertThat(verifier.fetches()).isEqualTo(2);
  }

  @Test
  void removedKey_withinMaxAge_isStillTaken() throws Exception {
    verifier.verify(token(first));
    published = new JWKSet(second.toPublicJWK());

    verifier.verify(token(first));
    now = now.plus(MAX_AGE);
    assertThatThrownBy(() -> verifier.verify(token(first))).isInstanceOf(BadJOSEException.class);
  }

  @Test
  void noMaxAge_isFetchedEachTime() throws Exception {
    cacheControl = "no-store";
    verifier.verify(token(first));
    verifier.verify(token(first));
    assertThat(verifier.fetches()).isEqualTo(2);
  }

  @Test
  void expiredToken_isRefused() throws Exception {
    var token = token(first);
    now = now.plusSeconds(60);
    assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(BadJOSEException.class);
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = published.toString().getBytes(UTF_8);
    exchange.getResponseHeaders().add("Cache-Control", cacheControl);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String token(RSAKey key) throws JOSEException {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("issuer")
            .audience("audience")
            .subject("user")
            .jwtID("token")
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(60)))
            .claim("groups", List.of())
            .build();
    var header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
    var jwt = new SignedJWT(header, claims);
    jwt.sign(new RSASSASigner(key));
    return jwt.serialize();
  }

  private static RSAKey key(String kid) {
    try {
      return new RSAKeyGenerator(2048).keyID(kid).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public Instant instant() {
        return now;
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }
}
