package io.countersign.auth.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.KeysUnavailableException;
import io.countersign.auth.spi.keys.VerificationKey;
import io.countersign.auth.spi.keys.VerificationKeys;
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
 * The keys of a JWK Set at an address (RFC 7517 §5). They are fetched when the first is needed, and
 * again after the answer's {@code max-age}, at the latest after five minutes.
 *
 * <p>One caller fetches at a time. A caller that needs the answer waits for it, and fails when the
 * fetch fails. All others go on with the known keys, for an hour after the last reading. An unknown
 * {@code kid} causes a fetch at most once in ten seconds, so forged tokens cannot load the server.
 * After a failure, nothing is fetched for a second.
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

  /** Waits for an answer for this time instead of two seconds. */
  RemoteKeySet(URI location, Duration patience, Clock clock) {
    this.request = HttpRequest.newBuilder(location).header("Accept", "application/json").build();
    this.http = new PromptHttp(patience, LARGEST);
    this.clock = clock;
  }

  /**
   * {@inheritDoc}
   *
   * @throws KeysUnavailableException when the set is needed and cannot be read: it was never read,
   *     it was last read over an hour ago, or it may have this key by now
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

  /**
   * The keys of a fetch that another caller runs or, when it is time to look again, of a new one.
   * Else the latest keys; in the second after a failure, the same failure.
   */
  private Fetched lookAgain(Fetched seen) {
    Instant now = clock.instant();
    boolean isTime = !now.isBefore(nextLook);
    return isTime || running.get() != null || now.isBefore(notBefore)
        ? fetch(seen, isTime ? now.plus(BETWEEN_LOOKS) : null)
        : latest;
  }

  /**
   * Fetches the keys, unless another caller is doing so or has done so since {@code seen}.
   *
   * @param next when an unknown key may cause the next fetch; null when no unknown key caused this
   *     one
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
   * @param next as in {@link #fetch}. It is set only when others can see this fetch. Otherwise they
   *     would take a new key for unknown. Where nothing is asked it is not set.
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
