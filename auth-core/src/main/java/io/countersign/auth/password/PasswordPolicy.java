package io.countersign.auth.password;

import io.countersign.auth.TooManyAttemptsException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import me.gosimple.nbvcxz.Nbvcxz;
import me.gosimple.nbvcxz.resources.ConfigurationBuilder;
import me.gosimple.nbvcxz.resources.Dictionary;
import me.gosimple.nbvcxz.resources.DictionaryBuilder;

/**
 * Which passwords are accepted (NIST SP 800-63B §3.1.1): 8 to 128 characters as they are prepared
 * ({@link OpaqueString}), no composition rules, the common and the guessable refused.
 *
 * <p>Judging a password can take a processor some tenths of a second. So at most half of the
 * processors judge at a time, and other callers wait a moment.
 */
public final class PasswordPolicy {

  private static final int SHORTEST = 8;
  private static final int LONGEST = 128;

  /**
   * How many characters an estimate looks at. Its cost grows fast, and the rest of a long password
   * makes it no weaker.
   */
  private static final int ESTIMATED = 40;

  /** How many it looks at when the search for the easiest way to guess was cut short. */
  private static final int SURELY_ESTIMATED = 20;

  /** How long it searches. Without a limit, many alike characters would take half a second. */
  private static final Duration SEARCH = Duration.ofMillis(100);

  private static final double LEAST_ENTROPY_BITS = 30;

  private static final Duration PATIENCE = Duration.ofMillis(500);

  private final Semaphore processors =
      new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

  /**
   * Accepts a password that a user may set.
   *
   * @param typed the password as typed; it is judged {@linkplain OpaqueString prepared}, as it is
   *     hashed
   * @param username the login name, which must not be the password
   * @param refusal makes the exception that is thrown when it is not accepted, from a sentence for
   *     the user
   * @throws TooManyAttemptsException when too many are being judged
   */
  public NewPassword accept(
      String typed, String username, Function<String, ? extends RuntimeException> refusal) {
    Optional<String> problem = problemWith(typed, username);
    if (problem.isPresent()) {
      throw refusal.apply(problem.get());
    }
    return new NewPassword(typed);
  }

  /** What is wrong with a password, in a sentence for the user; empty when it is accepted. */
  Optional<String> problemWith(String typed, String username) {
    String password = OpaqueString.prepare(typed);
    int length = password.codePointCount(0, password.length());
    if (length < SHORTEST || length > LONGEST) {
      return Optional.of("must have 8 to 128 characters");
    }
    if (isGuessable(password, username)) {
      return Optional.of("is too common or too easy to guess");
    }
    return Optional.empty();
  }

  private boolean isGuessable(String password, String username) {
    readDictionaries();
    beginTurn();
    try {
      return entropyBits(password, username) < LEAST_ENTROPY_BITS;
    } finally {
      processors.release();
    }
  }

  /** The first call takes a moment and 25 MB, and nobody else's turn. */
  private static void readDictionaries() {
    ConfigurationBuilder.getDefaultDictionaries();
  }

  private void beginTurn() {
    try {
      if (processors.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new TooManyAttemptsException(Duration.ofSeconds(1));
  }

  private double entropyBits(String password, String username) {
    Nbvcxz estimator = estimator(username);
    String part = unit(beginning(password, ESTIMATED));
    long start = System.nanoTime();
    double bits = estimator.estimate(part).getEntropy();
    boolean isCutShort = System.nanoTime() - start >= SEARCH.toNanos();
    return isCutShort && bits >= LEAST_ENTROPY_BITS
        ? estimator.estimate(beginning(part, SURELY_ESTIMATED)).getEntropy()
        : bits;
  }

  private static Nbvcxz estimator(String username) {
    Dictionary user =
        new DictionaryBuilder()
            .setDictionaryName("user")
            .setExclusion(true)
            .addWord(username, 0)
            .createDictionary();
    return new Nbvcxz(
        new ConfigurationBuilder()
            .setDictionaries(
                Stream.concat(
                        ConfigurationBuilder.getDefaultDictionaries().stream(), Stream.of(user))
                    .toList())
            .setCombinationAlgorithmTimeout(SEARCH.toMillis())
            .createConfiguration());
  }

  private static String beginning(String text, int length) {
    return text.substring(0, Math.min(text.length(), length));
  }

  /**
   * The part that is repeated from beginning to end, else the whole text. Repetition costs much
   * time and makes nothing safer.
   */
  private static String unit(String text) {
    for (int period = 1; period <= text.length() / 2; period++) {
      if (text.startsWith(text.substring(period))) {
        return text.substring(0, period);
      }
    }
    return text;
  }
}
