package io.countersign.auth.persistence;

import static java.util.stream.Collectors.joining;

import io.countersign.auth.spi.SecretBytes;
import java.util.Collection;
import java.util.Set;
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

  /** The texts of a column that has a line for each. */
  static Set<String> lines(String lines) {
    return lines.isEmpty() ? Set.of() : Set.of(lines.split("\n"));
  }
}
