package io.countersign.auth.password;

import io.countersign.auth.password.Argon2id.Parameters;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hashes passwords with Argon2id (RFC 9106) and writes them in PHC string format.
 *
 * <p>A hash takes 19 MiB by default. At most as many hashes run at a time as the machine has
 * processors, and a few callers wait in each {@link HashingLane}. So a burst of logins takes
 * neither the heap nor every thread of the server. Further callers are refused with {@link
 * io.countersign.auth.TooManyAttemptsException}.
 */
public final class PasswordHasher {

  private static final int SALT_OCTETS = 16;
  private static final int HASH_OCTETS = 32;

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final SecureRandom random;
  private final HashingCost cost;
  private final Argon2id argon2id;
  private final HashingTurns turns;

  private final String hashOfNothing;

  /**
   * A hasher.
   *
   * @param random where salts come from
   * @param cost what a new hash costs
   */
  public PasswordHasher(SecureRandom random, HashingCost cost) {
    this(random, cost, new HashingTurns(Runtime.getRuntime().availableProcessors()));
  }

  /** A hasher that takes these turns. */
  PasswordHasher(SecureRandom random, HashingCost cost, HashingTurns turns) {
    this.random = random;
    this.cost = cost;
    this.argon2id = new Argon2id(cost);
    this.turns = turns;
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
        inTurn(lane, () -> argon2id.hash(prepared, salt, new Parameters(cost), HASH_OCTETS));
    return phc(salt, hash);
  }

  private String phc(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            cost.memoryKib(),
            cost.iterations(),
            cost.parallelism(),
            base64.encodeToString(salt),
            base64.encodeToString(hash));
  }

  /** How a password fits a hash. */
  public enum Match {
    /** It is another password. */
    NONE,
    /** It fits as it is prepared. */
    PREPARED,
    /** It fits as it was typed: the hash is from before passwords were prepared. */
    AS_TYPED
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
   * @throws IllegalStateException when {@code phc} is not an Argon2id hash
   */
  public Match match(String password, String phc, HashingLane lane) {
    return inTurn(lane, () -> match(password, OpaqueString.prepare(password), phc));
  }

  private Match match(String password, String prepared, String phc) {
    if (isHashOf(prepared, phc)) {
      return Match.PREPARED;
    }
    return !prepared.equals(password) && isHashOf(password, phc) ? Match.AS_TYPED : Match.NONE;
  }

  private boolean isHashOf(String password, String phc) {
    Matcher parts = parse(phc);
    byte[] expected = Base64.getDecoder().decode(parts.group(5));
    byte[] actual =
        argon2id.hash(
            password,
            Base64.getDecoder().decode(parts.group(4)),
            parameters(parts),
            expected.length);
    return MessageDigest.isEqual(expected, actual);
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

  /** Whether the hash cost something else than a new one. */
  public boolean isOutdated(String phc) {
    return !parameters(parse(phc)).equals(new Parameters(cost));
  }

  private static Parameters parameters(Matcher phc) {
    return new Parameters(
        Integer.parseInt(phc.group(1)),
        Integer.parseInt(phc.group(2)),
        Integer.parseInt(phc.group(3)));
  }

  private static Matcher parse(String phc) {
    Matcher matcher = PHC.matcher(phc);
    if (!matcher.matches()) {
      throw new IllegalStateException("a stored password hash is not Argon2id in PHC format");
    }
    return matcher;
  }

  private <T> T inTurn(HashingLane lane, Supplier<T> work) {
    turns.begin(lane);
    try {
      return work.get();
    } finally {
      turns.end();
    }
  }
}
