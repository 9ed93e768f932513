package io.countersign.auth.password;

import io.countersign.auth.verify.InvalidSettingException;

/**
 * The parameters of Argon2id (RFC 9106 §3.1) by which passwords are hashed.
 *
 * @param memoryKib the memory of a hash in KiB; 19456 by default
 * @param iterations how often that memory is filled; 2 by default
 * @param parallelism the lanes of a hash, which take turns on one processor; 1 by default
 */
public record HashingCost(int memoryKib, int iterations, int parallelism) {

  /** The least memory in MiB that OWASP names for one iteration, for two, and so on. */
  private static final int[] LEAST_MIB = {46, 19, 12, 9, 7};

  private static final int MOST_KIB = 1024 * 1024;
  private static final int MOST_ITERATIONS = 100;
  private static final int MOST_LANES = 16;

  /** What OWASP's Password Storage Cheat Sheet recommends for Argon2id. */
  public static final HashingCost DEFAULT = new HashingCost(19 * 1024, 2, 1);

  /**
   * Checks every value.
   *
   * @throws InvalidSettingException when one is out of bounds or weaker than OWASP recommends,
   *     naming its setting
   */
  public HashingCost {
    if (iterations < 1 || iterations > MOST_ITERATIONS) {
      throw new InvalidSettingException(
          "countersign.password.argon2.iterations", "must be from 1 to 100");
    }
    if (parallelism < 1 || parallelism > MOST_LANES) {
      throw new InvalidSettingException(
          "countersign.password.argon2.parallelism", "must be from 1 to 16");
    }
    int least = LEAST_MIB[Math.min(iterations, LEAST_MIB.length) - 1] * 1024;
    if (memoryKib < least || memoryKib > MOST_KIB) {
      throw new InvalidSettingException(
          "countersign.password.argon2.memory",
          "must be from %d to %d KiB with as many iterations".formatted(least, MOST_KIB));
    }
  }
}
