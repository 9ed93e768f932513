package io.countersign.auth.password;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A hash of a password with all that was used to make it: Countersign's own, or one that another
 * system made.
 */
sealed interface StoredHash permits Argon2Hash, BcryptHash, Pbkdf2Hash, ScryptHash {

  /**
   * Reads a hash in the form in which it is stored, or in another that its scheme has.
   *
   * @return empty when it is of no known form
   */
  static Optional<StoredHash> parse(String text) {
    return Stream.<Optional<? extends StoredHash>>of(
            Argon2Hash.parse(text),
            BcryptHash.parse(text),
            ScryptHash.parse(text),
            Pbkdf2Hash.parse(text))
        .flatMap(Optional::stream)
        .<StoredHash>map(hash -> hash)
        .findFirst();
  }

  /** Reads a text of one form; empty when it has another, or its Base64 is none. */
  static <T extends StoredHash> Optional<T> parse(
      Pattern form, String text, Function<Matcher, T> reader) {
    Matcher parts = form.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(reader.apply(parts));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether it is the hash of a password.
   *
   * @param argon2 the buffers for Argon2
   */
  boolean isOf(String password, Argon2 argon2);

  /** Whether it is a hash of the whole password, and not of its beginning only. */
  default boolean coversAllOf(String password) {
    return true;
  }

  /** How much memory a comparison takes, in KiB. */
  int memoryKib();

  /** Its properties that are within bounds when it may be imported. */
  Stream<Bound> bounds();

  /** The form in which it is stored. */
  String text();

  /**
   * A property of a hash that may be imported.
   *
   * @param name of what, to tell the administrator
   */
  record Bound(String name, long value, long least, long most) {

    private static final long MOST_KIB = 128 * 1024;

    /** The bound of the memory that a comparison takes on this server. */
    static Bound ofMemory(String name, long kib, long leastKib) {
      return new Bound(name, kib, leastKib, mostKib(Runtime.getRuntime().maxMemory()));
    }

    /** Three tenths of a heap of so many octets can be taken without exhausting it. */
    static long mostKib(long heap) {
      return Math.min(MOST_KIB, heap * 3 / 10 / 1024);
    }

    boolean isKept() {
      return least <= value && value <= most;
    }

    /** What an imported hash must have, in a sentence that goes after the field's name. */
    String rule() {
      return "must have %s from %d to %d".formatted(name, least, most);
    }
  }
}
