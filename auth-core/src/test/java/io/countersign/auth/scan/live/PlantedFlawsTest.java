package io.countersign.auth.scan.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.scan.live.attack.Attacks;
import io.countersign.auth.scan.live.service.AnswerRules;
import io.countersign.auth.scan.report.Finding;
import io.countersign.auth.scan.report.ScanReport;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Services with one flaw each: the scan finds it, and nothing else. */
@Execution(ExecutionMode.CONCURRENT)
class PlantedFlawsTest {

  private static final Map<String, String> TABLE = new ConcurrentSkipListMap<>();

  static List<Flaw> flaws() {
    return Flaws.all();
  }

  private static Set<String> rules(ScanReport report) {
    return report.findings().stream()
        .map(it -> it.rule().id())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void scan_serviceWithAFlaw_findsThatAndNothingElse(Flaw flaw) {
    MovingClock clock = new MovingClock();
    try (TestService service = TestService.guardedBy(Owned.door(flaw, clock))) {
      ScanReport report = Owned.scanner(service, flaw.issuer(), clock).build().scan();
      TABLE.put(flaw.issuer() + " " + flaw.name(), String.join(", ", rules(report)));
      assertThat(rules(report)).isEqualTo(flaw.found());
      assertThat(report.findings())
          .extracting(Finding::evidence)
          .noneMatch(it -> it.matches(".*[A-Za-z0-9_-]{40}.*"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void scan_rightService_findsNothing(TestIssuer issuer) {
    MovingClock clock = new MovingClock();
    try (TestService service = TestService.guardedBy(Owned.rightDoor(issuer, clock))) {
      ScanReport report = Owned.scanner(service, issuer, clock).build().scan();
      assertThat(report.findings()).isEmpty();
    }
  }

  @Test
  void flaws_together_plantEveryRuleOfAnAttackAndAnAnswer() {
    assertThat(Flaws.all().stream().map(Flaw::found).flatMap(Collection::stream))
        .containsAll(Attacks.ALL.stream().map(it -> it.info().id()).toList())
        .containsAll(AnswerRules.ALL.stream().map(it -> it.id()).toList());
  }

  @AfterAll
  static void printTable() {
    TABLE.forEach((planted, found) -> System.out.printf("%-44s  %s%n", planted, found));
  }
}
