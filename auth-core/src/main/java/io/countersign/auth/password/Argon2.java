package io.countersign.auth.password;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Computes Argon2 (RFC 9106) in buffers that are used again. There are as many buffers as hashes
 * ran at the same time, so logins leave no garbage of the size of a hash.
 */
final class Argon2 {

  /**
   * The parameters of a hash, which may be one of another deployment or of another system.
   *
   * @param kind {@code argon2id}, {@code argon2i} or {@code argon2d}
   * @param version 19, or 16 as it was before 2016
   */
  record Parameters(String kind, int version, int memoryKib, int iterations, int parallelism) {

    /** Those of Countersign's own hashes. */
    Parameters(HashingCost cost) {
      this(
          "argon2id",
          Argon2Parameters.ARGON2_VERSION_13,
          cost.memoryKib(),
          cost.iterations(),
          cost.parallelism());
    }

    private int type() {
      return switch (kind) {
        case "argon2id" -> Argon2Parameters.ARGON2_id;
        case "argon2i" -> Argon2Parameters.ARGON2_i;
        case "argon2d" -> Argon2Parameters.ARGON2_d;
        default -> throw new IllegalArgumentException("no kind of Argon2");
      };
    }
  }

  private final ConcurrentLinkedDeque<BlockPool> idle = new ConcurrentLinkedDeque<>();
  private final int blocks;

  /**
   * Buffers for hashes of this cost. A hash that needs more takes the rest from the heap.
   *
   * @param cost how large a buffer is: a block a KiB, and a few to work with
   */
  Argon2(HashingCost cost) {
    this.blocks = cost.memoryKib() + 4 * cost.parallelism();
  }

  /** Hashes a password with a salt, into so many octets. */
  byte[] hash(String password, byte[] salt, Parameters cost, int octets) {
    BlockPool taken = idle.pollFirst();
    BlockPool buffer = taken == null ? new FixedBlockPool(blocks) : taken;
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(cost.type())
              .withVersion(cost.version())
              .withSalt(salt)
              .withMemoryAsKB(cost.memoryKib())
              .withIterations(cost.iterations())
              .withParallelism(cost.parallelism())
              .withBlockPool(buffer)
              .build());
      byte[] hash = new byte[octets];
      generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
      return hash;
    } finally {
      idle.addFirst(buffer);
    }
  }
}
