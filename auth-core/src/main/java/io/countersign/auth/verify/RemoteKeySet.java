package io.countersign.auth.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.KeysUnavailableException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a JWK Set at an address (RFC 7517 §5), fetched when the first is needed, and again
 * after its {@code max-age}, at most five minutes.
 *
 * <p>One caller fetches at a time. A caller that has no key without the answer waits for it, and
 * fails with it. All others go on with the known keys, for an hour after they were read last. An
 * unknown {@code kid} has them fetched at most once in ten seconds, so forged tokens cannot load
 * the server. A failure is not repeated for a second.
 */
public final class RemoteKeySet implements VerificationKeys {

  private static final System.Logger LOG = System.getLogger(RemoteKeySet.class.getName());

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int LARGEST = 64 * 1024;
  private static final Duration SHORTEST_FRESH = Duration.ofSeconds(1);
  private static final Duration LONGEST_FRESH = Duration.ofMinutes(5);
  private static final Duration LONGEST_USABLE = Duration.ofHours(1);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);
  private static final Duration BETWEEN_FAILURES = Duration.ofSeconds(1);

  private static final Pattern MAX_AGE = Pattern.compile("(?i)\\bmax-age=(\\d{1,9})\\b");

  private final HttpRequest request;
  private final PromptHttp http;
  private final Clock clock;
  private final AtomicReference<@Nullable CompletableFuture<Fetched>> running =
      new AtomicReference<>();
  private volatile Instant nextLook = Instant.MIN;
  private volatile Fetched latest = new Fetched(Map.of(), Instant.MIN, Instant.MIN);
  private volatile Instant notBefore = Instant.MIN;

  /** The keys, how long they are fresh, and how long they serve. */
  private record Fetched(
      Map<String, VerificationKey> keys, Instant freshUntil, Instant usableUntil) {}

  /**
   * The keys at this address; nothing is asked yet.
   *
   * @param location of the JWK Set
   * @param clock what their age is measured by
   */
  public RemoteKeySet(URI location, Clock clock) {
    this(location, PATIENCE, clock);
  }

  /** Waits for another time than two seconds for an answer. */
  RemoteKeySet(URI location, Duration patience, Clock clock) {
    this.request = HttpRequest.newBuilder(location).header("Accept", "application/json").build();
    this.http = new PromptHttp(patience, LARGEST);
    this.clock = clock;
  }

  /**
   * {@inheritDoc}
   *
   * @throws KeysUnavailableException when the set cannot be read and is needed: it never was, not
   *     for an hour, or it may have this key by now
   */
  @Override
  public Optional<VerificationKey> verificationKey(String kid) {
    Fetched seen = usable(clock.instant());
    VerificationKey key = seen.keys.get(kid);
    return Optional.ofNullable(key == null ? lookAgain(seen).keys.get(kid) : key);
  }

  private Fetched usable(Instant now) {
    Fetched seen = latest;
    if (now.isBefore(seen.freshUntil)) {
      return seen;
    }
    boolean isUsable = !now.isAfter(seen.usableUntil);
    if (isUsable && (running.get() != null || now.isBefore(notBefore))) {
      return seen;
    }
    try {
      return fetch(seen, null);
    } catch (KeysUnavailableException e) {
      if (isUsable) {
        return seen;
      }
      throw e;
    }
  }

  /** The keys as others fetch them now, or as they are once more if it is time to look. */
  private Fetched lookAgain(Fetched seen) {
    Instant now = clock.instant();
    boolean isTime = !now.isBefore(nextLook);
    return isTime || running.get() != null || now.isBefore(notBefore)
        ? fetch(seen, isTime ? now.plus(BETWEEN_LOOKS) : null)
        : latest;
  }

  /**
   * Fetches the keys, unless somebody does or has done so since they were seen.
   *
   * @param next when unknown keys may be looked for again, if this is done for one
   */
  private Fetched fetch(Fetched seen, @Nullable Instant next) {
    CompletableFuture<Fetched> own = new CompletableFuture<>();
    CompletableFuture<Fetched> others = running.compareAndExchange(null, own);
    if (others != null) {
      return join(others);
    }
    try {
      Fetched fetched = latest.equals(seen) ? ask(next) : latest;
      latest = fetched;
      own.complete(fetched);
      return fetched;
    } catch (IOException | InvalidKeySetException e) {
      LOG.log(System.Logger.Level.WARNING, "{0}: {1}", request.uri(), e.getMessage());
      notBefore = clock.instant().plus(BETWEEN_FAILURES); // not since the attempt began
      nextLook = notBefore;
      throw new KeysUnavailableException();
    } finally {
      running.set(null);
      own.completeExceptionally(new KeysUnavailableException()); // unless it is complete
    }
  }

  private static Fetched join(CompletableFuture<Fetched> others) {
    try {
      return others.join();
    } catch (CompletionException e) {
      throw new KeysUnavailableException();
    }
  }

  /**
   * Asks, unless that has just failed.
   *
   * @param next as in {@link #fetch}. It is set when others see that the keys are being fetched, or
   *     they would take a new key for unknown. It is not set where nobody is asked.
   */
  private Fetched ask(@Nullable Instant next) throws IOException, InvalidKeySetException {
    Instant now = clock.instant();
    if (now.isBefore(notBefore)) {
      throw new KeysUnavailableException();
    }
    if (next != null) {
      nextLook = next;
    }
    PromptHttp.Answer answer = http.send(request);
    if (answer.status() != 200) {
      throw new IOException("the answer was HTTP " + answer.status());
    }
    Map<String, VerificationKey> keys = JsonWebKeySet.read(answer.body().getBytes(UTF_8));
    return new Fetched(keys, now.plus(fresh(answer)), now.plus(LONGEST_USABLE));
  }

  private static Duration fresh(PromptHttp.Answer answer) {
    Matcher maxAge = MAX_AGE.matcher(answer.headers().firstValue("Cache-Control").orElse(""));
    Duration fresh =
        maxAge.find() ? Duration.ofSeconds(Long.parseLong(maxAge.group(1))) : LONGEST_FRESH;
    return fresh.compareTo(LONGEST_FRESH) > 0
        ? LONGEST_FRESH
        : fresh.compareTo(SHORTEST_FRESH) < 0 ? SHORTEST_FRESH : fresh;
  }
}
