package io.countersign.auth.password;

import io.countersign.auth.password.Argon2.Parameters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A hash of Argon2 (RFC 9106), in the PHC string format. Without a version it is of the first. */
record Argon2Hash(Parameters parameters, SaltedHash salted) implements StoredHash {

  private static final Pattern FORM =
      Pattern.compile(
          "\\$(argon2(?:id|i|d))(?:\\$v=(16|19))?\\$m=(\\d{1,7}),t=(\\d{1,3}),p=(\\d{1,2})"
              + SaltedHash.FORM);

  private static final int LEAST_KIB = 4 * 1024;

  /** Of memory and passes together: three passes over the least memory. */
  private static final int LEAST_WORK = 3 * LEAST_KIB;

  private static final int MOST_WORK = 512 * 1024;

  static Optional<Argon2Hash> parse(String text) {
    return StoredHash.parse(FORM, text, Argon2Hash::read);
  }

  private static Argon2Hash read(Matcher parts) {
    String version = parts.group(2);
    return new Argon2Hash(
        new Parameters(
            parts.group(1),
            version == null ? 16 : Integer.parseInt(version),
            Integer.parseInt(parts.group(3)),
            Integer.parseInt(parts.group(4)),
            Integer.parseInt(parts.group(5))),
        SaltedHash.decode(parts.group(6), parts.group(7)));
  }

  @Override
  public boolean isOf(String password, Argon2 argon2) {
    return salted.isHash(argon2.hash(password, salted.salt(), parameters, salted.length()));
  }

  @Override
  public int memoryKib() {
    return parameters.memoryKib();
  }

  @Override
  public Stream<Bound> bounds() {
    long work = (long) parameters.memoryKib() * parameters.iterations();
    return Stream.concat(
        Stream.of(
            Bound.ofMemory("KiB of memory", parameters.memoryKib(), LEAST_KIB),
            new Bound("KiB of memory, times its iterations,", work, LEAST_WORK, MOST_WORK),
            new Bound("lanes", parameters.parallelism(), 1, 16)),
        salted.bounds());
  }

  @Override
  public String text() {
    return "$%s$v=%d$m=%d,t=%d,p=%d%s"
        .formatted(
            parameters.kind(),
            parameters.version(),
            parameters.memoryKib(),
            parameters.iterations(),
            parameters.parallelism(),
            salted.text());
  }
}
