package io.countersign.auth.testkit;

import io.countersign.auth.RevocationCheck;
import io.countersign.auth.TokenRevokedException;
import io.countersign.auth.TokenVerifier;
import io.countersign.auth.scan.live.LiveScanner;
import io.countersign.auth.scan.live.LiveScannerBuilder;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import io.countersign.auth.verify.JoseTokenVerifier;
import io.countersign.auth.verify.JsonWebKeySet;
import java.net.URI;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * A Countersign in the process of a test. It issues tokens, and serves on this machine what
 * applications ask a deployment for: the key set, the metadata (RFC 8414), and {@code GET
 * /auth/me/active}. It has no users, no login and no refresh tokens.
 *
 * <p>It is safe for use by many threads.
 */
public final class TestCountersign implements AutoCloseable {

  private final TestTokens tokens;
  private final TokenVerifier verifier;
  private final Set<String> revoked = ConcurrentHashMap.newKeySet();
  private final TestServer server;

  private TestCountersign(Builder builder) {
    server = new TestServer(builder.port);
    String issuer = "http://localhost:" + server.port() + "/auth";
    tokens =
        new TestTokens(
            TestTokens.settings(issuer, builder.audience, builder.type),
            TestKeys.of(builder.algorithm));
    verifier = new JoseTokenVerifier(tokens.keys(), tokens.settings(), Clock.systemUTC());
    server.start(new Endpoints(this));
  }

  /** Starts one at any port, for the audience {@code test}, that signs with RS256. */
  public static TestCountersign start() {
    return builder().start();
  }

  /** For one that is to be told more. */
  public static Builder builder() {
    return new Builder();
  }

  /** What to start. */
  public static final class Builder {

    private int port;
    private Set<String> audience = Set.of("test");
    private SigningAlgorithm algorithm = SigningAlgorithm.RS256;
    private String type = "JWT";

    private Builder() {}

    /** The port, for an application that is started before the test; any by default. */
    public Builder port(int number) {
      port = number;
      return this;
    }

    /** The {@code aud} of tokens, at least one; {@code test} by default. */
    public Builder audience(String... names) {
      audience = Set.of(names);
      return this;
    }

    /** What signs tokens; RS256 by default. */
    public Builder algorithm(SigningAlgorithm name) {
      algorithm = name;
      return this;
    }

    /** The {@code typ} of tokens: {@code JWT}, the default, or {@code at+jwt} (RFC 9068). */
    public Builder type(String name) {
      type = name;
      return this;
    }

    /**
     * Starts it.
     *
     * @throws java.io.UncheckedIOException when the port is taken
     * @throws IllegalArgumentException when the type is no such type, or there is no audience
     */
    public TestCountersign start() {
      return new TestCountersign(this);
    }
  }

  /** The issuer of its tokens, and where it serves: {@code http://localhost:PORT/auth}. */
  public String issuer() {
    return tokens.settings().issuer();
  }

  /** Where its key set is. */
  public URI keySet() {
    return URI.create(issuer() + "/.well-known/jwks.json");
  }

  /** Starts a token. */
  public TestToken token() {
    return tokens.token();
  }

  /** Says from now on that this token was revoked, to those who ask. */
  public void revoke(String token) {
    revoked.add(verifier.verify(token).getTokenID());
  }

  /**
   * The next key signs from now on. As in a deployment, the key set has had it before, so an
   * application that has read the set knows it. One that is to know a further rotation reads the
   * set again, which it may after a second.
   */
  public void rotateKey() {
    tokens.keys().rotate();
  }

  /**
   * Answers everything with 503 from now on, or no longer, for tests of what an application does
   * while Countersign is away.
   */
  public void away(boolean isAway) {
    server.away(isAway);
  }

  /**
   * What an application is told to trust this one: the settings of Countersign's own guard, and
   * those of MicroProfile JWT ({@code mp.jwt.verify…}).
   */
  public Map<String, String> settings() {
    String audience =
        tokens.settings().audience().stream().sorted().collect(Collectors.joining(","));
    Map<String, String> settings = new TreeMap<>();
    settings.put("countersign.issuer", issuer());
    settings.put("countersign.audience", audience);
    settings.put("countersign.access-token.type", tokens.settings().type());
    settings.put("mp.jwt.verify.issuer", issuer());
    settings.put("mp.jwt.verify.audiences", audience);
    settings.put("mp.jwt.verify.publickey.location", keySet().toString());
    settings.put(
        "mp.jwt.verify.publickey.algorithm", tokens.keys().signingKey().algorithm().name());
    return settings;
  }

  /** The {@link #settings}, as environment variables of a server. */
  public Map<String, String> environment() {
    Map<String, String> environment = new TreeMap<>();
    settings()
        .forEach(
            (name, value) ->
                environment.put(
                    name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), value));
    return environment;
  }

  /** What an application injects, for a test without a server. */
  public TokenVerifier verifier() {
    return verifier;
  }

  /** What an application injects, for a test without a server. */
  public RevocationCheck revocationCheck() {
    return token -> {
      if (revoked.contains(token.getTokenID())) {
        throw new TokenRevokedException();
      }
    };
  }

  /**
   * Starts a scan of a resource of the application for the attacks on JWTs that are known: some
   * three hundred requests, in ten seconds or so. The scan has tokens, key set and signing key.
   *
   * <pre>{@code
   * countersign.scanner(archive, countersign.token().roles("clerk")).build().scan()
   *     .requireClean(Severity.LOW);
   * }</pre>
   *
   * @param resource what is asked for with GET
   * @param caller whom the resource lets in
   */
  public LiveScannerBuilder scanner(URI resource, TestToken caller) {
    return LiveScanner.builder(resource, Clock.systemUTC(), new SecureRandom())
        .ownedByMe()
        .rate(50)
        .validToken(caller.valid())
        .expiredToken(caller.flawed(Flaw.EXPIRED))
        .jwks(keySetDocument())
        .signingKey(pem(tokens.keys().signingKey().privateKey()));
  }

  private static String pem(PrivateKey key) {
    return "-----BEGIN PRIVATE KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(key.getEncoded())
        + "\n-----END PRIVATE KEY-----\n";
  }

  String keySetDocument() {
    return JsonWebKeySet.of(tokens.keys().verificationKeys());
  }

  @Override
  public void close() {
    server.close();
  }

  /** Names the issuer. */
  @Override
  public String toString() {
    return "TestCountersign[issuer=" + issuer() + "]";
  }
}
