package io.countersign.auth.scan.live;

import java.util.Set;

/**
 * How an answer that lets the caller in looks.
 *
 * @param statuses its status; empty for 200 to 299
 * @param text what stands in it; empty for anything
 */
record Acceptance(Set<Integer> statuses, String text) {

  Acceptance {
    statuses = Set.copyOf(statuses);
  }

  boolean lets(Answer answer) {
    boolean status =
        statuses.isEmpty() ? answer.status() / 100 == 2 : statuses.contains(answer.status());
    return status && answer.contains(text);
  }
}
