package io.countersign.auth.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The packages, and which others each may know. An arrow that is not here is forbidden. */
@SuppressWarnings("ImmutableEnumChecker") // nothing changes the sets after the constructor
enum Room {
  API("io.countersign.auth"),
  SPI("io.countersign.auth.spi", API),
  SPI_KEYS("io.countersign.auth.spi.keys", API, SPI),
  VERIFY("io.countersign.auth.verify", API, SPI, SPI_KEYS),
  EVENT("io.countersign.auth.event", API, SPI),
  KEYS("io.countersign.auth.keys", API, SPI, SPI_KEYS, VERIFY, EVENT),
  PASSWORD("io.countersign.auth.password", API, SPI, VERIFY),
  CORE("io.countersign.auth.core", API, SPI, SPI_KEYS, VERIFY, EVENT, KEYS, PASSWORD),
  LOGIN("io.countersign.auth.login", API, SPI, EVENT, PASSWORD, CORE),

  SCAN_TOKEN("io.countersign.auth.scan.token"),
  SCAN_REPORT("io.countersign.auth.scan.report", SCAN_TOKEN),
  SCAN_RULE("io.countersign.auth.scan.rule", SCAN_TOKEN, SCAN_REPORT),
  SCAN("io.countersign.auth.scan", SCAN_TOKEN, SCAN_REPORT, SCAN_RULE),
  LIVE_SERVICE("io.countersign.auth.scan.live.service", SCAN_REPORT),
  LIVE_ATTACK("io.countersign.auth.scan.live.attack", SCAN_REPORT, LIVE_SERVICE),
  LIVE("io.countersign.auth.scan.live", SCAN_TOKEN, SCAN_REPORT, LIVE_SERVICE, LIVE_ATTACK),

  CLI(
      "io.countersign.auth.cli",
      API,
      SPI,
      SPI_KEYS,
      VERIFY,
      KEYS,
      SCAN,
      SCAN_TOKEN,
      SCAN_REPORT,
      LIVE,
      LIVE_SERVICE),

  PERSISTENCE("io.countersign.auth.persistence", API, SPI, SPI_KEYS),
  REDIS("io.countersign.auth.persistence.redis", API, SPI, PERSISTENCE),

  GUARD("io.countersign.auth.guard", API, SPI, VERIFY),
  CLIENT("io.countersign.auth.client", API, SPI, VERIFY, GUARD),

  WEB_SETTINGS(
      "io.countersign.auth.web.settings", API, SPI, SPI_KEYS, VERIFY, EVENT, KEYS, PASSWORD, CORE),
  WEB_REQUEST("io.countersign.auth.web.request", API, EVENT, GUARD, WEB_SETTINGS),
  WEB_ANSWER("io.countersign.auth.web.answer", API, GUARD, WEB_REQUEST),
  WEB_ACCESS("io.countersign.auth.web.access", API, GUARD),
  WEB_METRICS(
      "io.countersign.auth.web.metrics", API, SPI, SPI_KEYS, CORE, WEB_SETTINGS, WEB_ACCESS),
  WEB_SESSION(
      "io.countersign.auth.web.session",
      API,
      SPI,
      EVENT,
      PASSWORD,
      CORE,
      LOGIN,
      GUARD,
      WEB_SETTINGS,
      WEB_REQUEST,
      WEB_ACCESS,
      WEB_METRICS),
  WEB_ADMIN(
      "io.countersign.auth.web.admin",
      API,
      SPI,
      EVENT,
      PASSWORD,
      CORE,
      GUARD,
      WEB_SETTINGS,
      WEB_REQUEST,
      WEB_ACCESS,
      WEB_SESSION),
  WEB_SERVICE(
      "io.countersign.auth.web.service",
      API,
      SPI,
      CORE,
      LOGIN,
      GUARD,
      WEB_REQUEST,
      WEB_ACCESS,
      WEB_SESSION),
  WEB_KEYS(
      "io.countersign.auth.web.keys",
      SPI,
      SPI_KEYS,
      KEYS,
      GUARD,
      WEB_REQUEST,
      WEB_ANSWER,
      WEB_ACCESS),
  WEB_BROWSER("io.countersign.auth.web.browser", GUARD, WEB_ACCESS, WEB_ANSWER),
  WEB_CONSOLE(
      "io.countersign.auth.web.console",
      VERIFY,
      KEYS,
      GUARD,
      WEB_SETTINGS,
      WEB_ANSWER,
      WEB_ACCESS,
      WEB_BROWSER),
  WEB_METADATA("io.countersign.auth.web.metadata", GUARD, WEB_SETTINGS, WEB_ACCESS, WEB_ANSWER),
  WEB_SCAN("io.countersign.auth.web.scan", API, SCAN, SCAN_REPORT, GUARD, WEB_REQUEST, WEB_ACCESS),
  WEB_HEALTH("io.countersign.auth.web.health", SPI, CORE, GUARD, WEB_ACCESS),
  WEB(
      "io.countersign.auth.web",
      API,
      SPI,
      SPI_KEYS,
      VERIFY,
      EVENT,
      KEYS,
      PASSWORD,
      CORE,
      LOGIN,
      GUARD,
      WEB_SETTINGS,
      WEB_REQUEST,
      WEB_ANSWER,
      WEB_ACCESS,
      WEB_METRICS,
      WEB_SESSION,
      WEB_ADMIN,
      WEB_SERVICE,
      WEB_KEYS,
      WEB_BROWSER,
      WEB_CONSOLE,
      WEB_METADATA,
      WEB_SCAN,
      WEB_HEALTH);

  private final String packageName;
  private final Set<Room> known = new HashSet<>();

  Room(String packageName, Room... known) {
    this.packageName = packageName;
    this.known.addAll(Arrays.asList(known));
    this.known.add(this);
  }

  String packageName() {
    return packageName;
  }

  boolean mayKnow(Room other) {
    return known.contains(other);
  }

  /** The room of a class; empty for a class that is not ours. */
  static Optional<Room> of(JavaClass type) {
    return stream().filter(room -> room.packageName.equals(type.getPackageName())).findAny();
  }

  static Stream<Room> stream() {
    return Arrays.stream(values());
  }
}
