package io.countersign.auth.persistence;

import static java.util.stream.Collectors.joining;

import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.SecretBytes;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Values as native queries take and give them. A missing one is passed as empty, not as null. */
final class QueryValues {

  private QueryValues() {}

  /** A text as a parameter. */
  static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** A secret as a parameter. No octets equal no digest. */
  static byte[] octets(@Nullable SecretBytes secret) {
    return secret == null ? new byte[0] : secret.toByteArray();
  }

  /** Texts as one parameter, a line each. */
  static String lines(Collection<String> texts) {
    return texts.stream().sorted().collect(joining("\n"));
  }

  /** The value of this name, empty if only another version has one. */
  static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
    return Stream.of(values).filter(value -> value.name().equals(name)).findFirst();
  }

  /** Why a family ended. A reason that only a newer version has is told as a plain revocation. */
  static EndReason endReason(String name) {
    return named(EndReason.values(), name).orElse(EndReason.REVOKED);
  }

  /** The texts of a column that has a line for each. */
  static Set<String> lines(String lines) {
    return lines.isEmpty() ? Set.of() : Set.of(lines.split("\n"));
  }
}
