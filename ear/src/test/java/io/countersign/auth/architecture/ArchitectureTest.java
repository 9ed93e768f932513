package io.countersign.auth.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {
  private static final String[] API = {"io.countersign.auth", "io.countersign.auth.spi"};
  private static final String CORE = "io.countersign.auth.core";
  private static final String SCAN = "io.countersign.auth.scan..";
  private static final String CLI = "io.countersign.auth.cli";
  private static final String PERSISTENCE = "io.countersign.auth.persistence";
  private static final String WEB = "io.countersign.auth.web";

  private static final String CLIENT = "io.countersign.auth.client";

  /** The one class that may ask for the time and for randomness, to hand both to the others. */
  private static final String WIRING = WEB + ".Wiring";

  /** Its counterpart in applications of their own deployment. */
  private static final String CLIENT_WIRING = CLIENT + ".ClientWiring";

  /** Its counterpart on the command line. */
  private static final String MAIN = CLI + ".Main";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(API[0]);

  @ParameterizedTest
  @ValueSource(strings = {CORE, SCAN, CLI, CLIENT, PERSISTENCE, WEB})
  void api_knowsNoOtherModule(String module) {
    requireNoDependency(API, module);
  }

  @ParameterizedTest
  @ValueSource(strings = {SCAN, CLI, CLIENT, PERSISTENCE, WEB})
  void core_knowsTheApiOnly(String module) {
    requireNoDependency(new String[] {CORE}, module);
  }

  @ParameterizedTest
  @ValueSource(strings = {CORE, CLI, PERSISTENCE, WEB})
  void scan_knowsNoOtherModule(String module) {
    requireNoDependency(new String[] {SCAN}, module);
  }

  @ParameterizedTest
  @ValueSource(strings = {PERSISTENCE, WEB})
  void cli_knowsApiCoreAndScanOnly(String module) {
    requireNoDependency(new String[] {CLI}, module);
  }

  @ParameterizedTest
  @ValueSource(strings = {CORE, SCAN, CLI, WEB})
  void persistence_knowsTheApiOnly(String module) {
    requireNoDependency(new String[] {PERSISTENCE}, module);
  }

  @ParameterizedTest
  @ValueSource(strings = {CLI, CLIENT, PERSISTENCE})
  void web_knowsApiCoreAndScanOnly(String module) {
    requireNoDependency(new String[] {WEB}, module);
  }

  @ParameterizedTest
  @ValueSource(strings = {SCAN, CLI, PERSISTENCE, WEB})
  void client_knowsApiAndCoreOnly(String module) {
    requireNoDependency(new String[] {CLIENT}, module);
  }

  @ParameterizedTest
  @ValueSource(strings = {CORE, SCAN, CLI})
  void coreScanAndCli_arePlainJavaWithoutDatabase(String module) {
    requireClassesIn(module);
    noClasses()
        .that()
        .resideInAPackage(module)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta..", "java.sql..", "javax.sql..")
        .check(CLASSES);
  }

  @Test
  void production_printsNothing() {
    requireClassesIn(API);
    noClasses().should(ACCESS_STANDARD_STREAMS).check(CLASSES);
  }

  @Test
  void timeAndRandomness_comeFromTheWiringOnly() {
    assertThat(CLASSES.contain(WIRING)).as("%s exists", WIRING).isTrue();
    assertThat(CLASSES.contain(CLIENT_WIRING)).as("%s exists", CLIENT_WIRING).isTrue();
    assertThat(CLASSES.contain(MAIN)).as("%s exists", MAIN).isTrue();
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(WIRING)
        .and()
        .doNotHaveFullyQualifiedName(CLIENT_WIRING)
        .and()
        .doNotHaveFullyQualifiedName(MAIN)
        .should()
        .accessTargetWhere(isAmbient())
        .check(CLASSES);
  }

  /** Payara's has one thread: a task that takes long would keep all others from running. */
  @Test
  void web_leavesTheServersSchedulerAlone() {
    requireClassesIn(WEB);
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ScheduledExecutorService.class)
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaAccess<?>> isAmbient() {
    return describe(
        "ask for the time or for randomness themselves",
        access -> access instanceof JavaCodeUnitAccess<?> call && isAmbient(call));
  }

  private static boolean isAmbient(JavaCodeUnitAccess<?> call) {
    var owner = call.getTargetOwner();
    var name = call.getName();
    var withoutClock = call.getTarget().getRawParameterTypes().isEmpty();
    return (owner.isEquivalentTo(Instant.class) && name.equals("now") && withoutClock)
        || (owner.isEquivalentTo(Clock.class) && name.startsWith("system"))
        || (owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis"))
        || (owner.isAssignableTo(SecureRandom.class)
            && (name.equals("<init>") || name.startsWith("getInstance")));
  }

  private static void requireNoDependency(String[] from, String to) {
    requireClassesIn(from);
    requireClassesIn(to);
    noClasses()
        .that()
        .resideInAnyPackage(from)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(to)
        .check(CLASSES);
  }

  private static void requireClassesIn(String... packages) {
    assertThat(Stream.of(packages))
        .allSatisfy(it -> assertThat(CLASSES.that(resideInAnyPackage(it))).as(it).isNotEmpty());
  }
}
