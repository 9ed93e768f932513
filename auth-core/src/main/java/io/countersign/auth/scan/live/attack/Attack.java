package io.countersign.auth.scan.live.attack;

import io.countersign.auth.scan.report.RuleInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule of live scans: what an accepted token would mean, and the tokens.
 *
 * @param info what it is about
 * @param impliedBy attacks whose success implies this one's, so that it says nothing new
 * @param forging makes the tokens
 */
public record Attack(RuleInfo info, List<Attack> impliedBy, Forging forging) {

  /** Copies the list. */
  public Attack {
    impliedBy = List.copyOf(impliedBy);
  }

  /** An attack that nothing implies. */
  public Attack(RuleInfo info, Forging forging) {
    this(info, List.of(), forging);
  }

  /** The same, not tried where one of these has succeeded. */
  Attack unless(Attack... others) {
    return new Attack(info, List.of(others), forging);
  }

  /** Makes an attack's tokens. */
  @FunctionalInterface
  interface Forging {
    void forge(Material material, Plan plan);
  }

  /** What an attack is going to send. */
  static final class Plan {

    private final List<Probe> probes = new ArrayList<>();
    private String omission = "";

    /** Sends a token. */
    void send(String variant, String token) {
      probes.add(new Probe(variant, token, ""));
    }

    /** Sends a token that mentions a name at the attacker's site. */
    void sendWithLure(String variant, String token, String lure) {
      probes.add(new Probe(variant, token, lure));
    }

    /** Sends nothing, for a reason such as {@code needs a signing key}. */
    void omit(String reason) {
      omission = reason;
    }

    List<Probe> probes() {
      return probes;
    }

    /** Why there are no probes, or not all; empty when there is no reason. */
    String omission() {
      return omission;
    }
  }
}
