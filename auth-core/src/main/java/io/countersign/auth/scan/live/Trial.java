package io.countersign.auth.scan.live;

import io.countersign.auth.scan.live.attack.Attack;
import io.countersign.auth.scan.live.attack.AttackerSite;
import io.countersign.auth.scan.live.attack.Attacks;
import io.countersign.auth.scan.live.attack.LogoutWatch;
import io.countersign.auth.scan.live.attack.PlannedAttack;
import io.countersign.auth.scan.live.attack.Probe;
import io.countersign.auth.scan.live.service.Answer;
import io.countersign.auth.scan.live.service.AnswerReader;
import io.countersign.auth.scan.live.service.AnswerRules;
import io.countersign.auth.scan.live.service.InconclusiveScanException;
import io.countersign.auth.scan.live.service.PatientResource;
import io.countersign.auth.scan.report.Attempt;
import io.countersign.auth.scan.report.Attempt.Outcome;
import io.countersign.auth.scan.report.Finding;
import io.countersign.auth.scan.report.Location;
import io.countersign.auth.scan.report.RuleInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Sends the tokens of one attack after the other and keeps what came of each. */
final class Trial {

  /** So many requests in a row without an answer, and the service is taken for gone. */
  private static final int GONE = 3;

  private static final int NAMED = 4;

  private final PatientResource resource;
  private final AnswerReader reader;
  private final AttackerSite site;
  private final Progress progress;
  private final int planned;
  private final List<Attempt> attempts = new ArrayList<>();
  private final Map<RuleInfo, List<String>> sightings = new LinkedHashMap<>();
  private int unanswered;

  Trial(
      PatientResource resource,
      AnswerReader reader,
      AttackerSite site,
      Progress progress,
      int planned) {
    this.resource = resource;
    this.reader = reader;
    this.site = site;
    this.progress = progress;
    this.planned = planned;
  }

  /**
   * Requires that a token is accepted.
   *
   * @param name what it is called in reports
   * @throws InconclusiveScanException when it is not
   */
  void control(String name, String token) {
    progress(name);
    Answer answer = resource.requireAccepted(name, token);
    reader.readValid(answer);
    look(answer, token, name);
  }

  /**
   * Logs out and keeps how long that took to be heard of.
   *
   * @throws InconclusiveScanException when the logout fails
   */
  void watch(LogoutWatch watch, String token) {
    progress("logout");
    LogoutWatch.Effect effect = watch.watch(resource, token);
    Outcome outcome = effect.isRefused() ? Outcome.REFUSED : Outcome.ACCEPTED;
    attempts.add(new Attempt(LogoutWatch.TOOK_HOLD, "logout", outcome, effect.after()));
    see(effect.rule(), effect.after());
  }

  /** Says that no logout was tried. */
  void omitLogout() {
    attempts.add(
        new Attempt(
            LogoutWatch.TOOK_HOLD,
            "",
            Outcome.NOT_TRIED,
            "needs the address of the logout and a refresh token"));
  }

  /** Tries an attack, unless another that succeeded implies it. */
  void run(PlannedAttack attack) {
    Optional<Attack> implying = implying(attack.attack());
    if (implying.isPresent()) {
      omit(attack, "implied by " + implying.get().info().id());
      return;
    }
    attack.probes().forEach(probe -> send(attack.attack(), probe));
    if (!attack.omission().isEmpty()) {
      omit(attack, attack.omission());
    }
  }

  private Optional<Attack> implying(Attack attack) {
    Stream<Attack> gates = Attacks.GATES.contains(attack) ? Stream.of() : Attacks.GATES.stream();
    return Stream.concat(gates, attack.impliedBy().stream())
        .filter(it -> sightings.containsKey(it.info()))
        .findFirst();
  }

  private void omit(PlannedAttack attack, String reason) {
    attempts.add(new Attempt(attack.attack().info(), "", Outcome.NOT_TRIED, reason));
  }

  private void send(Attack attack, Probe probe) {
    RuleInfo rule = attack.info();
    progress(rule.id() + ": " + probe.variant());
    try {
      Answer answer = resource.ask(probe.token());
      unanswered = 0;
      Outcome outcome = outcome(attack, probe, answer);
      attempts.add(new Attempt(rule, probe.variant(), outcome, answer.toString()));
      if (outcome == Outcome.ACCEPTED) {
        see(rule, probe.variant());
      } else if (site.wasAskedFor(probe.lure())) {
        see(AnswerRules.FETCH, probe.variant());
      }
      look(answer, probe.token(), probe.variant());
    } catch (IOException e) {
      attempts.add(new Attempt(rule, probe.variant(), Outcome.UNANSWERED, reason(e)));
      if (++unanswered == GONE) {
        throw new InconclusiveScanException(
            "no answer to " + GONE + " requests in a row: " + reason(e), e);
      }
    }
  }

  private static String reason(IOException problem) {
    return String.valueOf(problem.getMessage());
  }

  private Outcome outcome(Attack attack, Probe probe, Answer answer) throws IOException {
    Outcome outcome = reader.read(answer, probe.variant(), Attacks.GATES.contains(attack));
    if (outcome == Outcome.ACCEPTED && probe.token().isEmpty()) {
      reader.requireNoOtherCredential();
    }
    return outcome;
  }

  private void look(Answer answer, String token, String what) {
    AnswerRules.broken(answer, token).forEach(rule -> see(rule, what + " (" + answer + ")"));
  }

  private void see(RuleInfo rule, String what) {
    sightings.computeIfAbsent(rule, it -> new ArrayList<>()).add(what);
  }

  private void progress(String what) {
    int number = resource.client().sent() + 1;
    progress.next(number, Math.max(planned, number), what); // more where it had to ask again
  }

  /** What was tried and what was not. */
  List<Attempt> attempts() {
    return attempts;
  }

  /** A finding for each rule that was broken. */
  List<Finding> findings(Location place) {
    return sightings.entrySet().stream()
        .map(it -> new Finding(it.getKey(), place, evidence(it.getValue())))
        .toList();
  }

  private static String evidence(List<String> seen) {
    String first = String.join(", ", seen.subList(0, Math.min(NAMED, seen.size())));
    return seen.size() > NAMED ? first + " and " + (seen.size() - NAMED) + " more" : first;
  }
}
