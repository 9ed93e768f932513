package io.countersign.auth.password;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Computes Argon2id (RFC 9106) in buffers that are used again. There are as many buffers as hashes
 * ran at the same time, so logins leave no garbage of the size of a hash.
 */
final class Argon2id {

  /** The parameters of a hash, which may be one of another deployment's settings. */
  record Parameters(int memoryKib, int iterations, int parallelism) {

    Parameters(HashingCost cost) {
      this(cost.memoryKib(), cost.iterations(), cost.parallelism());
    }
  }

  private final ConcurrentLinkedDeque<BlockPool> idle = new ConcurrentLinkedDeque<>();
  private final int blocks;

  /**
   * Buffers for hashes of this cost. A hash that needs more takes the rest from the heap.
   *
   * @param cost how large a buffer is: a block a KiB, and a few to work with
   */
  Argon2id(HashingCost cost) {
    this.blocks = cost.memoryKib() + 4 * cost.parallelism();
  }

  /** Hashes a password with a salt, into so many octets. */
  byte[] hash(String password, byte[] salt, Parameters cost, int octets) {
    BlockPool taken = idle.pollFirst();
    BlockPool buffer = taken == null ? new FixedBlockPool(blocks) : taken;
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
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
