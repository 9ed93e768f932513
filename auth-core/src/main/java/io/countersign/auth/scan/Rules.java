package io.countersign.auth.scan;

import java.util.List;

/** Every rule. */
final class Rules {

  static final List<Rule<Scan>> TOKEN = List.of(FormRules.NO_TOKEN, AlgorithmRules.NONE);

  private Rules() {}
}
