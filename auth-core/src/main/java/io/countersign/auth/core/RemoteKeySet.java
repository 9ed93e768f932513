package io.countersign.auth.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.spi.VerificationKey;
import io.countersign.auth.spi.VerificationKeys;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jose4j.http.Response;
import org.jose4j.http.SimpleResponse;
import org.jose4j.jwk.HttpsJwks;
import org.jose4j.lang.JoseException;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a JWK Set at an address (RFC 7517 §5), fetched when the first is needed and again
 * when the answer's {@code max-age} is over.
 *
 * <p>jose4j's cache decides when to ask; what comes is read by {@link JsonWebKeySet}. A {@code kid}
 * that is not among the keys has them fetched once in ten seconds at most, so that forged tokens
 * are no way to load the server. While it does not answer, the keys that are known serve for as
 * long as the longest access token lives; after that nobody can have a valid one.
 */
public final class RemoteKeySet implements VerificationKeys {

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int LARGEST = 64 * 1024;
  private static final int SECONDS_WITHOUT_MAX_AGE = 300;
  private static final int SECONDS_AFTER_FAILURE = 60;
  private static final Duration BETWEEN_UNKNOWN_KIDS = Duration.ofSeconds(10);
  private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(1);
  private static final Duration LONGEST_STALE = AccessTokenSettings.LONGEST_TTL;

  private final HttpRequest request;
  private final PromptHttp http;
  private final Clock clock;
  private final HttpsJwks cache;
  private final Object lookLock = new Object();
  private Instant nextLook = Instant.MIN;
  private volatile Instant notBefore = Instant.MIN;
  private volatile Fetched fetched = new Fetched(Map.of(), Instant.MIN);

  /** The keys, and when they came. */
  private record Fetched(Map<String, VerificationKey> keys, Instant at) {}

  /**
   * The keys at this address; nothing is asked yet.
   *
   * @param location of the JWK Set
   * @param clock what their age is measured by
   */
  public RemoteKeySet(URI location, Clock clock) {
    this.request = HttpRequest.newBuilder(location).header("Accept", "application/json").build();
    this.http = new PromptHttp(PATIENCE, LARGEST);
    this.clock = clock;
    cache = new HttpsJwks(location.toString());
    cache.setSimpleHttpGet(address -> fetch());
    cache.setDefaultCacheDuration(SECONDS_WITHOUT_MAX_AGE);
    cache.setRetainCacheOnErrorDuration(SECONDS_AFTER_FAILURE);
    cache.setRefreshReprieveThreshold(0); // see lookAgain
  }

  /**
   * {@inheritDoc}
   *
   * @throws KeysUnavailableException when the set has never been read, or not for too long
   */
  @Override
  public Optional<VerificationKey> verificationKey(String kid) {
    VerificationKey key = keys().get(kid);
    return Optional.ofNullable(key == null ? lookAgain(kid) : key);
  }

  /** Whoever comes while another looks waits for what that one finds. */
  private @Nullable VerificationKey lookAgain(String kid) {
    synchronized (lookLock) {
      VerificationKey key = fetched.keys.get(kid);
      Instant now = clock.instant();
      if (key != null || now.isBefore(nextLook)) {
        return key;
      }
      nextLook = now.plus(BETWEEN_UNKNOWN_KIDS);
      try {
        cache.refresh();
      } catch (JoseException | IOException e) {
        return null;
      }
      return fetched.keys.get(kid);
    }
  }

  private Map<String, VerificationKey> keys() {
    try {
      cache.getJsonWebKeys();
    } catch (JoseException | IOException e) {
      throw new KeysUnavailableException(String.valueOf(e.getMessage()));
    }
    Fetched current = fetched;
    if (clock.instant().minus(LONGEST_STALE).isAfter(current.at)) {
      throw new KeysUnavailableException("the keys could not be read again for too long");
    }
    return current.keys;
  }

  private SimpleResponse fetch() throws IOException {
    Instant now = clock.instant();
    if (now.isBefore(notBefore)) {
      throw new IOException("it was asked a moment ago");
    }
    try {
      PromptHttp.Answer answer = http.send(request);
      if (answer.status() != 200) {
        throw new IOException("the answer was HTTP " + answer.status());
      }
      fetched = new Fetched(JsonWebKeySet.read(answer.body().getBytes(UTF_8)), now);
      return new Response(200, "", answer.headers().map(), answer.body());
    } catch (InvalidKeySetException e) {
      notBefore = now.plus(BETWEEN_FAILURES);
      throw new IOException(e.getMessage());
    } catch (IOException e) {
      notBefore = now.plus(BETWEEN_FAILURES);
      throw e;
    }
  }
}
