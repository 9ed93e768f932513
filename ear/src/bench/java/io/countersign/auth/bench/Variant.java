package io.countersign.auth.bench;

import java.util.Locale;

/**
 * Who signs, and how.
 *
 * @param algorithm {@code RS256} or {@code ES256}
 * @param provider {@code default} or {@code corretto}, as Countersign's setting has it
 */
record Variant(String algorithm, String provider) {

  /** Reads {@code RS256} or {@code RS256+corretto}. */
  static Variant of(String text) {
    var parts = text.split("\\+", -1);
    return new Variant(parts[0], parts.length > 1 ? parts[1] : "default");
  }

  boolean isCorretto() {
    return provider.equals("corretto");
  }

  /** Returns a name that databases and folders may have. */
  String key() {
    return (algorithm + "_" + provider).toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return algorithm + (isCorretto() ? " by Corretto" : " by Java's own provider");
  }
}
