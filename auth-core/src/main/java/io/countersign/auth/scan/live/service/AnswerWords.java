package io.countersign.auth.scan.live.service;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of an answer, by which two of them are compared; numbers and ids are all alike. */
final class AnswerWords {

  private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
  private static final String NUMBER = "#";
  private static final int LONGEST = 24;

  private final Set<String> words = new HashSet<>();

  private AnswerWords(String body) {
    BETWEEN
        .splitAsStream(body)
        .filter(word -> !word.isEmpty())
        .map(word -> isId(word) ? NUMBER : word.toLowerCase(Locale.ROOT))
        .forEach(words::add);
  }

  private static boolean isId(String word) {
    return word.length() > LONGEST || word.chars().anyMatch(Character::isDigit);
  }

  static AnswerWords of(Answer answer) {
    return new AnswerWords(answer.body());
  }

  /** How many of their words two answers have in common, from 0 to 1. */
  double inCommonWith(AnswerWords other) {
    Set<String> all = new HashSet<>(words);
    all.addAll(other.words);
    Set<String> common = new HashSet<>(words);
    common.retainAll(other.words);
    return all.isEmpty() ? 1 : (double) common.size() / all.size();
  }
}
