package io.countersign.auth.password;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.password.Argon2.Parameters;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class Argon2Test {

  private static final byte[] SALT = new byte[16];
  private static final Parameters SMALL = parameters(64, 2, 1);

  private final Argon2 argon2 = new Argon2(HashingCost.DEFAULT);

  private static Parameters parameters(int memory, int iterations, int parallelism) {
    return new Parameters("argon2id", 19, memory, iterations, parallelism);
  }

  private byte[] hash(String password) {
    return argon2.hash(password, SALT, SMALL, 32);
  }

  /** As the reference implementation computes it for the same input. */
  @Test
  void hash_isThatOfTheReferenceImplementation() {
    assertThat(
            HexFormat.of()
                .formatHex(
                    argon2.hash(
                        "password", "somesalt".getBytes(US_ASCII), parameters(65536, 2, 1), 32)))
        .isEqualTo("09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7");
  }

  @Test
  void hash_inABufferThatAnotherLeft_isTheSame() {
    byte[] first = hash("violet kettle");
    assertThat(hash("copper lantern")).isNotEqualTo(first);
    assertThat(hash("violet kettle")).isEqualTo(first);
  }

  /** A stored hash may be of another deployment's settings. */
  @Test
  void hash_largerThanTheBuffer_isComputed() {
    Parameters large = parameters(HashingCost.DEFAULT.memoryKib() * 2, 1, 4);
    byte[] first = argon2.hash("violet kettle", SALT, large, 32);
    assertThat(argon2.hash("violet kettle", SALT, large, 32)).isEqualTo(first);
  }
}
