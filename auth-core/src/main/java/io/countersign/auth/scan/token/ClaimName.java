package io.countersign.auth.scan.token;

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
public final class ClaimName {

  private static final Pattern BETWEEN_WORDS =
      Pattern.compile("[^\\p{L}\\p{N}]+|(?<=[\\p{Ll}\\p{N}])(?=\\p{Lu})");

  /** Characters that are looked at. */
  private static final int LONGEST = 100;

  private final List<String> words;

  /** The words, and each two neighbours joined. */
  private final Set<String> terms = new HashSet<>();

  private ClaimName(String name) {
    String local = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf(':')) + 1);
    words = split(local.substring(0, Math.min(local.length(), LONGEST)));
    String before = "";
    for (String word : words) {
      terms.add(word);
      terms.add(before + word);
      before = word;
    }
  }

  /** Most names are one word, which needs no pattern. */
  private static List<String> split(String local) {
    boolean simple = local.chars().allMatch(character -> character >= 'a' && character <= 'z');
    return simple
        ? List.of(local)
        : Stream.of(BETWEEN_WORDS.split(local))
            .filter(it -> !it.isEmpty())
            .map(it -> it.toLowerCase(Locale.ROOT))
            .toList();
  }

  static ClaimName of(String name) {
    return new ClaimName(name);
  }

  /** Whether one of its words, or two neighbours joined, is one of these. */
  public boolean hasAny(Set<String> others) {
    return !Collections.disjoint(terms, others);
  }

  /** Whether its first word is one of these, and others follow. */
  public boolean beginsWithAny(Set<String> others) {
    return words.size() > 1 && others.contains(words.get(0));
  }

  /** Whether its last word is one of these. */
  public boolean endsOnAny(Set<String> others) {
    return !words.isEmpty() && others.contains(words.get(words.size() - 1));
  }

  /** Whether it has words, and all of them are among these. */
  public boolean hasOnly(Set<String> others) {
    return !words.isEmpty() && others.containsAll(words);
  }
}
