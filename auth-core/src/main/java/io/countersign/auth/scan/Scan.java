package io.countersign.auth.scan;

import java.util.List;
import java.util.Optional;

/** A token, what it is held against, and what is expensive to find out, found out once. */
final class Scan {

  private final ScannedToken token;
  private final ScanSettings settings;
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
    this.keySet = keySet;
    this.now = now;
    form = SignatureForm.of(token);
    signature = SignatureCheck.of(token, form, keySet, settings.effort());
    guess = words.guess(token);
    leaves = token.payload().leaves();
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
