package io.countersign.auth.scan;

import java.util.Collections;
import java.util.HashSet;
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

  /** Characters that are looked at. */
  private static final int LONGEST = 100;

  private final String last;

  /** The words, and each two that follow each other as one. */
  private final Set<String> terms = new HashSet<>();

  private ClaimName(String name) {
    String local = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
    String before = "";
    for (String word : split(local.substring(0, Math.min(local.length(), LONGEST)))) {
      terms.add(word);
      terms.add(before + word);
      before = word;
    }
    last = before;
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
  boolean hasAny(Set<String> others) {
    return !Collections.disjoint(terms, others);
  }

  /** Whether its last word is one of these. */
  boolean endsOnAny(Set<String> others) {
    return others.contains(last);
  }
}
