package io.countersign.auth.scan.live.service;

import java.util.Set;

/**
 * How an answer that lets the caller in looks.
 *
 * @param statuses its status; empty for 200 to 299
 * @param text a text that stands in it; empty for any answer
 */
public record Acceptance(Set<Integer> statuses, String text) {

  /** Copies the statuses. */
  public Acceptance {
    statuses = Set.copyOf(statuses);
  }

  boolean lets(Answer answer) {
    return hasStatus(answer) && answer.contains(text);
  }

  boolean hasStatus(Answer answer) {
    return statuses.isEmpty() ? answer.status() / 100 == 2 : statuses.contains(answer.status());
  }

  /** Whether the status alone decides. */
  boolean isByStatus() {
    return text.isEmpty();
  }
}
