package io.countersign.auth.scan.report;

import java.util.List;

/**
 * What a rule is about, the same for all of its findings.
 *
 * @param id its name for ever, such as {@code CS-ALG-NONE}
 * @param severity how bad its findings are
 * @param title what it finds, in one line
 * @param why why that matters
 * @param fix what to do about it
 * @param references where to read more
 */
public record RuleInfo(
    String id,
    Severity severity,
    String title,
    String why,
    String fix,
    List<Reference> references) {

  /** Makes the references unchangeable. */
  public RuleInfo {
    references = List.copyOf(references);
  }

  /** The same, with the references one by one. */
  public RuleInfo(
      String id, Severity severity, String title, String why, String fix, Reference... references) {
    this(id, severity, title, why, fix, List.of(references));
  }
}
