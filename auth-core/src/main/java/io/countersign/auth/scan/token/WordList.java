package io.countersign.auth.scan.token;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Secrets that people choose, tried on tokens with an HMAC: some of our own, and the caller's. */
public final class WordList {

  /** The most words of a caller; trying them all takes about a second a token. */
  static final int LONGEST = 1_000_000;

  private static final List<byte[]> OWN = own();

  private final List<byte[]> words;
  private final int callers;

  /** Our own words after the caller's. */
  public WordList(Collection<String> callersWords) {
    callers = callersWords.size();
    if (callers > LONGEST) {
      throw new IllegalArgumentException("more than " + LONGEST + " words");
    }
    words = new ArrayList<>(callers + OWN.size());
    callersWords.forEach(word -> words.add(octets(word)));
    words.addAll(OWN);
  }

  /**
   * A secret that was guessed; only its place is told.
   *
   * @param evidence in which list
   */
  public record Guess(String evidence) {}

  private static List<byte[]> own() {
    try (InputStream in = WordList.class.getResourceAsStream("secrets.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("# ")).map(WordList::octets).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * HMAC fills a key up with zeros, so one zero is as good as the empty key, which Java refuses.
   */
  private static byte[] octets(String word) {
    return word.isEmpty() ? new byte[1] : word.getBytes(StandardCharsets.UTF_8);
  }

  /** Tries all words on a token with an HMAC, and no word on any other. */
  public Optional<Guess> guess(ScannedToken token) {
    if (!token.isSigned() || !Algorithms.HMAC.contains(token.alg())) {
      return Optional.empty();
    }
    byte[] signature = token.signature().octets();
    byte[] input = token.signingInput().getBytes(StandardCharsets.UTF_8);
    try {
      String algorithm = "HmacSHA" + token.alg().substring(2);
      Mac mac = Mac.getInstance(algorithm);
      for (int index = 0; index < words.size(); index++) {
        mac.init(new SecretKeySpec(words.get(index), algorithm));
        if (MessageDigest.isEqual(mac.doFinal(input), signature)) {
          return Optional.of(guessed(index));
        }
      }
      return Optional.empty();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HMAC", e);
    }
  }

  private Guess guessed(int index) {
    return new Guess(
        index < callers
            ? "[redacted], word " + (index + 1) + " of yours"
            : "[redacted], in the built-in list of common secrets");
  }

  /** Hides everything. */
  @Override
  public String toString() {
    return "WordList[]";
  }
}
