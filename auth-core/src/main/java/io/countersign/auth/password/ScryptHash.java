package io.countersign.auth.password;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * A hash of scrypt (RFC 7914), in the PHC string format.
 *
 * @param logN the binary logarithm of N
 */
record ScryptHash(int logN, int blockSize, int parallelism, SaltedHash salted)
    implements StoredHash {

  private static final Pattern FORM =
      Pattern.compile("\\$scrypt\\$ln=(\\d{1,2}),r=(\\d{1,3}),p=(\\d{1,3})" + SaltedHash.FORM);

  private static final int LEAST_KIB = 8 * 1024;

  /** What is worked through: N, r and p together. */
  private static final int LEAST_WORK = 16 * 1024;

  private static final int MOST_WORK = 256 * 1024;

  static Optional<ScryptHash> parse(String text) {
    return StoredHash.parse(FORM, text, ScryptHash::read);
  }

  private static ScryptHash read(Matcher parts) {
    return new ScryptHash(
        Integer.parseInt(parts.group(1)),
        Integer.parseInt(parts.group(2)),
        Integer.parseInt(parts.group(3)),
        SaltedHash.decode(parts.group(4), parts.group(5)));
  }

  /** To HMAC, which is inside, a password is the same with NULs after it: none with a NUL fits. */
  @Override
  public boolean isOf(String password, Argon2 argon2) {
    byte[] hash =
        SCrypt.generate(
            password.getBytes(StandardCharsets.UTF_8),
            salted.salt(),
            1 << logN,
            blockSize,
            parallelism,
            salted.length());
    return salted.isHash(hash) && password.indexOf('\0') < 0;
  }

  /** 128 octets for each of N times r. */
  private long kib() {
    return (1L << Math.min(logN, 30)) * blockSize / 8;
  }

  @Override
  public int memoryKib() {
    return (int) Math.min(kib(), Integer.MAX_VALUE);
  }

  @Override
  public Stream<Bound> bounds() {
    return Stream.concat(
        Stream.of(
            new Bound("a block size r", blockSize, 8, 32),
            Bound.ofMemory("KiB of memory, which is 128 times N times r,", kib(), LEAST_KIB),
            new Bound("KiB of memory, times p,", kib() * parallelism, LEAST_WORK, MOST_WORK)),
        salted.bounds());
  }

  @Override
  public String text() {
    return "$scrypt$ln=%d,r=%d,p=%d%s".formatted(logN, blockSize, parallelism, salted.text());
  }
}
