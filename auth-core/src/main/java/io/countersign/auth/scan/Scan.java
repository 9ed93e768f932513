package io.countersign.auth.scan;

import io.countersign.auth.scan.TokenType.Trait;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A token, what it is held against, and what is expensive to find out, found out once. */
final class Scan {

  private final ScannedToken token;
  private final ScanSettings settings;
  private final JudgedAs judgedAs;
  private final ScannedKeySet keySet;
  private final double now;
  private final SignatureForm form;
  private final SignatureCheck signature;
  private final Optional<WordList.Guess> guess;
  private final List<ScannedObject.Leaf> leaves;

  Scan(
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
  TokenType type() {
    return judgedAs.type();
  }

  /** By which rules it is judged, and why. */
  JudgedAs judgedAs() {
    return judgedAs;
  }

  ScannedToken token() {
    return token;
  }

  ScanSettings settings() {
    return settings;
  }

  ScannedKeySet keySet() {
    return keySet;
  }

  /** Seconds since 1970. */
  double now() {
    return now;
  }

  SignatureForm form() {
    return form;
  }

  SignatureCheck signature() {
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
