package io.countersign.auth.password;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Hashes passwords with Argon2id (RFC 9106) and writes them in PHC string format.
 *
 * <p>A hash takes 19 MiB. At most as many hashes run at a time as the machine has processors, and a
 * few callers wait in each {@link HashingLane}. So a burst of logins takes neither the heap nor
 * every thread of the server. Further callers are refused with {@link
 * io.countersign.auth.TooManyAttemptsException}.
 */
public final class PasswordHasher {

  private static final int MEMORY_KIB = 19 * 1024;
  private static final int ITERATIONS = 2;
  private static final int PARALLELISM = 1;
  private static final int SALT_OCTETS = 16;
  private static final int HASH_OCTETS = 32;

  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

  private final SecureRandom random;
  private final HashingTurns turns;
  private final String decoy;

  /**
   * A hasher.
   *
   * @param random where salts come from
   */
  public PasswordHasher(SecureRandom random) {
    this(random, new HashingTurns(Runtime.getRuntime().availableProcessors()));
  }

  /** A hasher that takes these turns. */
  PasswordHasher(SecureRandom random, HashingTurns turns) {
    this.random = random;
    this.turns = turns;
    this.decoy = hash("a password that nobody has");
  }

  /** Hashes a password with a new salt, in the lane {@link HashingLane#PROVEN}. */
  public String hash(String password) {
    return hash(password, HashingLane.PROVEN);
  }

  /** Hashes a password, {@linkplain OpaqueString prepared}, with a new salt. */
  public String hash(String password, HashingLane lane) {
    byte[] salt = new byte[SALT_OCTETS];
    random.nextBytes(salt);
    String prepared = OpaqueString.prepare(password);
    byte[] hash =
        inTurn(
            lane, () -> argon2id(prepared, salt, MEMORY_KIB, ITERATIONS, PARALLELISM, HASH_OCTETS));
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
        .formatted(
            MEMORY_KIB,
            ITERATIONS,
            PARALLELISM,
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

  private static Match match(String password, String prepared, String phc) {
    if (isHashOf(prepared, phc)) {
      return Match.PREPARED;
    }
    return !prepared.equals(password) && isHashOf(password, phc) ? Match.AS_TYPED : Match.NONE;
  }

  private static boolean isHashOf(String password, String phc) {
    Matcher parts = parse(phc);
    byte[] expected = Base64.getDecoder().decode(parts.group(5));
    byte[] actual =
        argon2id(
            password,
            Base64.getDecoder().decode(parts.group(4)),
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)),
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
    match(password, decoy, lane);
  }

  /** Whether the hash was made with weaker parameters than those of today. */
  public boolean isOutdated(String phc) {
    Matcher parts = parse(phc);
    return Integer.parseInt(parts.group(1)) < MEMORY_KIB
        || Integer.parseInt(parts.group(2)) < ITERATIONS;
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

  private static byte[] argon2id(
      String password, byte[] salt, int memoryKib, int iterations, int parallelism, int octets) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withSalt(salt)
            .withMemoryAsKB(memoryKib)
            .withIterations(iterations)
            .withParallelism(parallelism)
            .build());
    byte[] hash = new byte[octets];
    generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
    return hash;
  }
}
