package io.countersign.auth.scan.rule;

import io.countersign.auth.scan.report.Finding;
import io.countersign.auth.scan.report.Location;
import io.countersign.auth.scan.report.RuleInfo;
import java.util.ArrayList;
import java.util.List;

/**
 * A rule: its description, and its check.
 *
 * @param <T> what it looks at
 * @param info what it is about
 * @param check how it looks
 */
public record Rule<T>(RuleInfo info, Check<T> check) {

  private static final int MOST = 20;

  /** Looks at something; never throws, never shows a secret. */
  @FunctionalInterface
  interface Check<T> {
    void look(T subject, Sightings sightings);
  }

  /** Where a check says what it saw. */
  @FunctionalInterface
  interface Sightings {
    /** Something is wrong with this member, such as {@code header.alg}, as the evidence shows. */
    void at(String member, String evidence);
  }

  /** What the rules find in something that is at this place, of each rule the first 20. */
  public static <T> List<Finding> findings(List<Rule<T>> rules, T subject, Location place) {
    List<Finding> findings = new ArrayList<>();
    for (Rule<T> rule : rules) {
      int most = findings.size() + MOST;
      rule.check.look(
          subject,
          (member, evidence) -> {
            if (findings.size() < most) {
              findings.add(new Finding(rule.info, place.at(member), evidence));
            }
          });
    }
    return findings;
  }
}
