package io.countersign.auth.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaStaticInitializer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.json.Json;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {
  private static final String OURS = "io.countersign.auth";

  /** The one class that may ask for the time and for randomness, to hand both to the others. */
  private static final String WIRING = Room.WEB.packageName() + ".Wiring";

  /** Its counterpart in applications of their own deployment. */
  private static final String CLIENT_WIRING = Room.CLIENT.packageName() + ".ClientWiring";

  /** Its counterpart on the command line. */
  private static final String MAIN = Room.CLI.packageName() + ".Main";

  /** Servers make it in applications whose beans are not ours to rely on. */
  private static final String SERVICE = "io.countersign.auth.guard.SensitiveOperationFeature";

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("/test-classes/")) // of any build folder
          .importPackages(OURS);

  @Test
  void everyClass_isInARoomOfTheDrawing() {
    assertThat(CLASSES)
        .isNotEmpty()
        .allSatisfy(it -> assertThat(Room.of(it)).as(it.getName()).isPresent());
  }

  @ParameterizedTest
  @EnumSource
  void room_knowsOnlyWhereItsArrowsLead(Room room) {
    var classes = CLASSES.that(resideInAPackage(room.packageName()));
    assertThat(classes).as(room.packageName()).isNotEmpty();
    var forbidden =
        classes.stream()
            .flatMap(it -> it.getDirectDependenciesFromSelf().stream())
            .filter(
                it ->
                    Room.of(it.getTargetClass().getBaseComponentType())
                        .filter(to -> !room.mayKnow(to))
                        .isPresent())
            .map(Dependency::getDescription);
    assertThat(forbidden).isEmpty();
  }

  /** Some 40 files are what a reader can survey; nested classes belong to their file. */
  @ParameterizedTest
  @EnumSource
  void room_isNoHeap(Room room) {
    assertThat(
            CLASSES.that(resideInAPackage(room.packageName())).stream()
                .filter(JavaClass::isTopLevelClass))
        .as(room.packageName())
        .hasSizeLessThan(45);
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.MATCH_ALL,
      names = "VERIFY|EVENT|KEYS|PASSWORD|CORE|LOGIN|SCAN.*|LIVE.*|CLI")
  void coreScanAndCli_arePlainJavaWithoutDatabase(Room room) {
    noClasses()
        .that()
        .resideInAPackage(room.packageName())
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta..", "java.sql..", "javax.sql..")
        .check(CLASSES);
  }

  @Test
  void production_printsNothing() {
    assertThat(CLASSES).isNotEmpty();
    noClasses().should(ACCESS_STANDARD_STREAMS).check(CLASSES);
  }

  @Test
  void timeAndRandomness_comeFromTheWiringOnly() {
    assertThat(CLASSES.contain(WIRING)).as("%s exists", WIRING).isTrue();
    assertThat(CLASSES.contain(CLIENT_WIRING)).as("%s exists", CLIENT_WIRING).isTrue();
    assertThat(CLASSES.contain(MAIN)).as("%s exists", MAIN).isTrue();
    assertThat(CLASSES.contain(SERVICE)).as("%s exists", SERVICE).isTrue();
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(WIRING)
        .and()
        .doNotHaveFullyQualifiedName(CLIENT_WIRING)
        .and()
        .doNotHaveFullyQualifiedName(MAIN)
        .and()
        .doNotHaveFullyQualifiedName(SERVICE)
        .should()
        .accessTargetWhere(isAmbient())
        .check(CLASSES);
  }

  /** Payara's has one thread: a task that takes long would keep all others from running. */
  @Test
  void web_leavesTheServersSchedulerAlone() {
    assertThat(CLASSES).isNotEmpty();
    noClasses()
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ScheduledExecutorService.class)
        .check(CLASSES);
  }

  /** Each of its methods looks for a provider in all modules of the server. */
  @Test
  void json_isAskedForAFactoryOnceAClass() {
    assertThat(CLASSES.stream().flatMap(it -> it.getMethodCallsFromSelf().stream()))
        .filteredOn(call -> call.getTargetOwner().isEquivalentTo(Json.class))
        .isNotEmpty()
        .allSatisfy(
            call ->
                assertThat(call.getOrigin().getName())
                    .as(call.getDescription())
                    .isEqualTo(JavaStaticInitializer.STATIC_INITIALIZER_NAME));
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
}
