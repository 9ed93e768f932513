package io.countersign.auth.scan.live.attack;

import java.util.List;

/**
 * An attack with its tokens, before the first is sent.
 *
 * @param attack which
 * @param probes the tokens
 * @param omission why there are none, or not all; empty when there is no reason
 */
public record PlannedAttack(Attack attack, List<Probe> probes, String omission) {

  /** Copies the list. */
  public PlannedAttack {
    probes = List.copyOf(probes);
  }

  /** All attacks, made of this. */
  public static List<PlannedAttack> all(Material material) {
    return Attacks.ALL.stream().map(attack -> of(attack, material)).toList();
  }

  private static PlannedAttack of(Attack attack, Material material) {
    Attack.Plan plan = new Attack.Plan();
    attack.forging().forge(material, plan);
    return new PlannedAttack(attack, plan.probes(), plan.omission());
  }
}
