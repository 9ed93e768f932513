package io.countersign.auth.scan.rule;

import io.countersign.auth.scan.token.JudgedAs;
import io.countersign.auth.scan.token.ScannedKeySet;
import io.countersign.auth.scan.token.ScannedObject;
import io.countersign.auth.scan.token.ScannedToken;
import io.countersign.auth.scan.token.SignatureCheck;
import io.countersign.auth.scan.token.SignatureForm;
import io.countersign.auth.scan.token.TokenType;
import io.countersign.auth.scan.token.TokenType.Trait;
import io.countersign.auth.scan.token.TypeClues;
import io.countersign.auth.scan.token.TypeDetection;
import io.countersign.auth.scan.token.WordList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A token, the expectations on it, and the facts that are expensive to find out, found out once.
 */
public final class Scan {

  private final ScannedToken token;
  private final ScanSettings settings;
  private final JudgedAs judgedAs;
  private final ScannedKeySet keySet;
  private final double now;
  private final SignatureForm form;
  private final SignatureCheck signature;
  private final Optional<WordList.Guess> guess;
  private final List<ScannedObject.Leaf> leaves;

  /**
   * A scan of a token.
   *
   * @param words guesses at the secret of an HMAC
   * @param now the time of the scan, in seconds
   */
  public Scan(
      ScannedToken token, ScanSettings settings, ScannedKeySet keySet, WordList words, double now) {
    this.token = token;
    this.settings = settings;
    judgedAs =
        settings
            .type()
            .map(type -> new JudgedAs(type, JudgedAs.Basis.GIVEN))
            .orElseGet(() -> TypeDetection.of(token));
    this.keySet = keysFor(token, judgedAs.type(), keySet);
    this.now = now;
    form = SignatureForm.of(token);
    signature = SignatureCheck.of(token, form, this.keySet, settings.effort());
    guess = words.guess(token);
    leaves = token.payload().leaves();
  }

  /** A proof is signed by the key that it brings, and a binding by one that nobody publishes. */
  private static ScannedKeySet keysFor(ScannedToken token, TokenType type, ScannedKeySet keySet) {
    if (type.has(Trait.OWN_KEY) && token.header().get("jwk") instanceof Map<?, ?> key) {
      return ScannedKeySet.ofOne(key);
    }
    return type.has(Trait.HOLDERS_KEY) ? ScannedKeySet.NONE : keySet;
  }

  /** By which rules it is judged. */
  public TokenType type() {
    return judgedAs.type();
  }

  /** By which rules it is judged, and why. */
  public JudgedAs judgedAs() {
    return judgedAs;
  }

  /** What tells its type. */
  TypeClues clues() {
    return new TypeClues(token.header(), token.payload());
  }

  /** The token. */
  public ScannedToken token() {
    return token;
  }

  /** What is expected of it. */
  public ScanSettings settings() {
    return settings;
  }

  /** The keys that may have signed it. */
  public ScannedKeySet keySet() {
    return keySet;
  }

  /** Seconds since 1970. */
  public double now() {
    return now;
  }

  /** What its signature looks like. */
  public SignatureForm form() {
    return form;
  }

  /** What checking its signature came to. */
  public SignatureCheck signature() {
    return signature;
  }

  /** The HMAC secret, when it is one of the words. */
  Optional<WordList.Guess> guess() {
    return guess;
  }

  /** The payload's values. */
  List<ScannedObject.Leaf> leaves() {
    return leaves;
  }
}
