package io.countersign.auth.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.countersign.auth.core.ShortMemory;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.UserStore;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Remembers for five minutes that a password was right, so that a service which sends it with each
 * request costs one hash.
 *
 * <p>The password is not kept. A proof is found by a digest under a key that this process has drawn
 * for itself. A proof is good only for the address where the password was proved, and only while
 * the account is enabled and has the hash that proved it. The account is read each time, so a
 * change on any node counts at once. Passwords that another directory keeps are not remembered.
 */
public final class RecentProofs {

  private static final Duration REMEMBERED = Duration.ofMinutes(5);
  private static final int MOST = 1_000;

  /** How long a caller waits for its turn. Each waiting caller holds a thread. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int MOST_WAITING = 8 * Runtime.getRuntime().availableProcessors();
  private static final int KEY_OCTETS = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private record Proof(UUID userId, String passwordHash) {

    @Override
    public String toString() {
      return "Proof[" + userId + "]";
    }
  }

  private final UserStore users;
  private final SecretKeySpec key;
  private final Cache<String, Proof> proofs;

  /** When several callers prove the same password at once, one does so for all. */
  private final Cache<String, Lock> turns =
      Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

  private final Semaphore places = new Semaphore(MOST_WAITING);

  /**
   * Proofs of these users' passwords.
   *
   * @param random where the key comes from
   */
  public RecentProofs(UserStore users, SecureRandom random, Clock clock) {
    this.users = users;
    byte[] octets = new byte[KEY_OCTETS];
    random.nextBytes(octets);
    this.key = new SecretKeySpec(octets, ALGORITHM);
    this.proofs = ShortMemory.of(REMEMBERED, MOST, clock);
  }

  /**
   * The account of a password that was proved a short while ago, or is now.
   *
   * @param place the address that it comes from, null where none is known: nothing is remembered
   *     then
   * @param proving proves the password, or throws
   * @return the account as it is now
   */
  public UserAccount of(
      String username, String password, @Nullable String place, Supplier<UserAccount> proving) {
    if (place == null) {
      return proving.get();
    }
    String digest = digest(place, username, password);
    Optional<UserAccount> recalled = recall(digest);
    if (recalled.isPresent()) {
      return recalled.get();
    }
    Lock turn = turns.get(digest, it -> new ReentrantLock());
    boolean hasTurn = awaitTurn(turn);
    try {
      return recall(digest).orElseGet(() -> remembered(digest, proving.get()));
    } finally {
      if (hasTurn) {
        turn.unlock();
      }
    }
  }

  /**
   * Waits for a turn. A caller that has waited long enough, or is one too many to wait, goes on
   * without one.
   */
  private boolean awaitTurn(Lock turn) {
    if (turn.tryLock()) {
      return true;
    }
    if (!places.tryAcquire()) {
      return false;
    }
    try {
      return turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      places.release();
    }
  }

  private Optional<UserAccount> recall(String digest) {
    return Optional.ofNullable(proofs.getIfPresent(digest))
        .flatMap(
            proof ->
                users
                    .findById(proof.userId())
                    .filter(account -> proof.passwordHash().equals(account.passwordHash())))
        .filter(account -> !account.disabled());
  }

  private UserAccount remembered(String digest, UserAccount proved) {
    String hash = proved.passwordHash();
    if (hash != null) {
      proofs.put(digest, new Proof(proved.id(), hash));
    }
    return proved;
  }

  /** Each text with its length, so that none runs into the next. */
  private String digest(String... texts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      for (String text : texts) {
        mac.update((text.length() + ":" + text).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
