package io.countersign.auth.scan.live.attack;

/**
 * One request.
 *
 * @param variant what is special about its token, in a few words
 * @param token the token; empty for none
 * @param lure a name at the attacker's site that the token mentions; empty for none
 */
public record Probe(String variant, String token, String lure) {

  /** Hides the token. */
  @Override
  public String toString() {
    return "Probe[" + variant + "]";
  }
}
