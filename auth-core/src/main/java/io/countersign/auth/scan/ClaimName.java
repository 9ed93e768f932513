package io.countersign.auth.scan;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words of a claim's name: {@code https://a.example/homePhone} is {@code home}, {@code phone}.
 */
final class ClaimName {

  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

  private final List<String> words;

  private ClaimName(String name) {
    String local = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
    words = split(local);
  }

  /** Most names are one word, which needs no pattern. */
  private static List<String> split(String local) {
    boolean simple = local.chars().allMatch(character -> character >= 'a' && character <= 'z');
    return simple
        ? List.of(local)
        : Stream.of(BETWEEN_WORDS.split(local)).map(it -> it.toLowerCase(Locale.ROOT)).toList();
  }

  static ClaimName of(String name) {
    return new ClaimName(name);
  }

  /** Whether one of its words, or two that follow each other, are one of these. */
  boolean hasAny(Set<String> terms) {
    for (int at = 0; at < words.size(); at++) {
      if (terms.contains(words.get(at))
          || (at > 0 && terms.contains(words.get(at - 1) + words.get(at)))) {
        return true;
      }
    }
    return false;
  }

  /** Whether its last word is one of these. */
  boolean endsOnAny(Set<String> terms) {
    return !words.isEmpty() && terms.contains(words.get(words.size() - 1));
  }
}
