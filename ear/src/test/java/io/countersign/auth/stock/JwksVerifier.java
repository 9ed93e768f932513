package io.countersign.auth.stock;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * Verifies access tokens with another library and as little news of the key set as HTTP allows: an
 * answer is used until its {@code max-age} has run out (RFC 9111 §4.2), an unknown {@code kid} is
 * refused and not looked for before. Safe for use by many threads.
 */
public final class JwksVerifier {
  private static final Pattern MAX_AGE = Pattern.compile("(?:^|[ ,])max-age=(\\d+)");

  private final URI keySet;
  private final Clock clock;
  private final HttpClient client = HttpClient.newHttpClient();
  private final AtomicInteger fetches = new AtomicInteger();
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private Cached cached = new Cached(new JWKSet(), Instant.MIN);

  private record Cached(JWKSet keys, Instant staleFrom) {}

  /** Creates a verifier that has not fetched anything yet. */
  public JwksVerifier(Trust trust, Clock clock) {
    this.keySet = trust.keySet();
    this.clock = clock;
    processor.setJWSKeySelector(
        new JWSVerificationKeySelector<>(
            JWSAlgorithm.RS256, (selector, context) -> selector.select(keys())));
    processor.setJWTClaimsSetVerifier(claimsOf(trust, clock));
  }

  private static DefaultJWTClaimsVerifier<SecurityContext> claimsOf(Trust trust, Clock clock) {
    var exact = new JWTClaimsSet.Builder().issuer(trust.issuer()).build();
    var verifier =
        new DefaultJWTClaimsVerifier<SecurityContext>(
            trust.audience(), exact, Set.of("sub", "exp", "iat", "jti", "groups")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    verifier.setMaxClockSkew(0);
    return verifier;
  }

  /**
   * Returns the claims of a token.
   *
   * @throws BadJOSEException when the token is refused
   */
  public JWTClaimsSet verify(String token) throws BadJOSEException {
    try {
      return processor.process(token, null);
    } catch (ParseException e) {
      throw new BadJOSEException("not a token", e);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Says whether a token is accepted. */
  public boolean accepts(String token) {
    try {
      verify(token);
      return true;
    } catch (BadJOSEException e) {
      return false;
    }
  }

  /** Returns how often the key set has been fetched. */
  public int fetches() {
    return fetches.get();
  }

  private synchronized JWKSet keys() {
    if (!clock.instant().isBefore(cached.staleFrom())) {
      cached = fetch();
    }
    return cached.keys();
  }

  private Cached fetch() {
    fetches.incrementAndGet();
    var request = HttpRequest.newBuilder(keySet).timeout(Duration.ofSeconds(10)).build();
    try {
      var answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new IllegalStateException(keySet + " answered " + answer.statusCode());
      }
      return new Cached(JWKSet.parse(answer.body()), clock.instant().plus(maxAge(answer)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ParseException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Duration maxAge(HttpResponse<?> answer) {
    return answer.headers().allValues("Cache-Control").stream()
        .map(MAX_AGE::matcher)
        .filter(it -> it.find())
        .map(it -> Duration.ofSeconds(Long.parseLong(it.group(1))))
        .findFirst()
        .orElse(Duration.ZERO);
  }
}
