package io.countersign.auth.password;

import io.countersign.auth.password.Argon2.Parameters;
import java.security.SecureRandom;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Hashes passwords with Argon2id (RFC 9106) and writes them in PHC string format. It compares also
 * with an {@link ImportedHash}.
 *
 * <p>A hash takes 19 MiB by default. At most as many hashes run at a time as the machine has
 * processors, and a few callers wait in each {@link HashingLane}. So a burst of logins takes
 * neither the heap nor every thread of the server. Further callers are refused with {@link
 * io.countersign.auth.TooManyAttemptsException}. Of the hashes that take more memory than a new
 * one, one is compared with at a time.
 */
public final class PasswordHasher {

  private static final int SALT_OCTETS = 16;
  private static final int HASH_OCTETS = 32;

  private final SecureRandom random;
  private final HashingCost cost;
  private final Argon2 argon2;
  private final HashingTurns turns;
  private final Semaphore large;

  private final String hashOfNothing;

  /**
   * A hasher.
   *
   * @param random where salts come from
   * @param cost what a new hash costs
   */
  public PasswordHasher(SecureRandom random, HashingCost cost) {
    this(
        random,
        cost,
        new HashingTurns(Runtime.getRuntime().availableProcessors()),
        new Semaphore(1, true));
  }

  /** A hasher that takes these turns, and for a large hash this turn within. */
  PasswordHasher(SecureRandom random, HashingCost cost, HashingTurns turns, Semaphore large) {
    this.random = random;
    this.cost = cost;
    this.argon2 = new Argon2(cost);
    this.turns = turns;
    this.large = large;
    this.hashOfNothing = phc(octets(SALT_OCTETS), octets(HASH_OCTETS));
  }

  private byte[] octets(int count) {
    byte[] octets = new byte[count];
    random.nextBytes(octets);
    return octets;
  }

  /**
   * Random octets in the form of a hash, which no password has. Comparing with it takes as long as
   * with a real one.
   */
  public String hashOfNothing() {
    return hashOfNothing;
  }

  /** Hashes a password with a new salt, in the lane {@link HashingLane#PROVEN}. */
  public String hash(String password) {
    return hash(password, HashingLane.PROVEN);
  }

  /** Hashes a password, {@linkplain OpaqueString prepared}, with a new salt. */
  public String hash(String password, HashingLane lane) {
    byte[] salt = octets(SALT_OCTETS);
    String prepared = OpaqueString.prepare(password);
    byte[] hash =
        inTurn(lane, () -> argon2.hash(prepared, salt, new Parameters(cost), HASH_OCTETS));
    return phc(salt, hash);
  }

  private String phc(byte[] salt, byte[] hash) {
    return new Argon2Hash(new Parameters(cost), new SaltedHash(salt, hash)).text();
  }

  /** What is kept of the first password of an account. An imported hash takes no turn. */
  public String hash(InitialPassword password) {
    return password instanceof ImportedHash imported
        ? imported.text()
        : hash(((NewPassword) password).text());
  }

  /** How a password fits a hash. */
  public enum Match {
    /** It is another password. */
    NONE,
    /** It fits as it is prepared. */
    PREPARED,
    /** It fits as it was typed: the hash is from before passwords were prepared. */
    AS_TYPED,
    /** Its beginning fits, which is all that the imported hash is of. */
    BEGINNING
  }

  /**
   * Compares in the lane {@link HashingLane#PROVEN}.
   *
   * @see #match(String, String, HashingLane)
   */
  public Match match(String password, String phc) {
    return match(password, phc, HashingLane.PROVEN);
  }

  /**
   * Compares a password with a hash. It compares the prepared text and, if preparing changed it,
   * also the text as typed. Both take one turn, so a caller whose password was looked at is never
   * told to come again.
   *
   * @throws IllegalStateException when {@code phc} is no hash that can be compared with
   */
  public Match match(String password, String phc, HashingLane lane) {
    StoredHash hash = parse(phc);
    return inTurn(
        lane,
        () ->
            hash.memoryKib() > cost.memoryKib()
                ? alone(() -> match(password, hash))
                : match(password, hash));
  }

  private Match match(String password, StoredHash hash) {
    String prepared = OpaqueString.prepare(password);
    if (hash.isOf(prepared, argon2)) {
      return hash.coversAllOf(prepared) ? Match.PREPARED : Match.BEGINNING;
    }
    if (prepared.equals(password) || !hash.isOf(password, argon2)) {
      return Match.NONE;
    }
    return hash.coversAllOf(password) ? Match.AS_TYPED : Match.BEGINNING;
  }

  /**
   * Looks whether there is room for one more.
   *
   * @throws io.countersign.auth.TooManyAttemptsException when too many of the lane wait
   */
  public void requireRoom(HashingLane lane) {
    turns.requireRoom(lane);
  }

  /** Takes the time of a wrong password, when there is no hash to compare with. */
  public void spendTime(String password, HashingLane lane) {
    match(password, hashOfNothing, lane);
  }

  /** Whether the hash is another than a new one would be: it is imported, or cost another cost. */
  public boolean isOutdated(String phc) {
    return !(parse(phc) instanceof Argon2Hash hash
        && hash.parameters().equals(new Parameters(cost))
        && hash.salted().has(SALT_OCTETS, HASH_OCTETS));
  }

  private static StoredHash parse(String phc) {
    return StoredHash.parse(phc)
        .orElseThrow(() -> new IllegalStateException("a stored password hash is of no known form"));
  }

  private <T> T inTurn(HashingLane lane, Supplier<T> work) {
    turns.begin(lane);
    try {
      return work.get();
    } finally {
      turns.end();
    }
  }

  private <T> T alone(Supplier<T> work) {
    large.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      large.release();
    }
  }
}
