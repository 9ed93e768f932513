package io.countersign.auth.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Converts times for native queries. JPA providers disagree on the type of a timestamp in an
 * answer, so it comes back as a number.
 */
final class Timestamps {

  private Timestamps() {}

  /** A time as a parameter of a query. */
  static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** The SQL that reads a column as microseconds since 1970. */
  static String microseconds(String column) {
    return "cast(extract(epoch from " + column + ") * 1000000 as bigint)";
  }

  /** The time that such a number stands for. */
  static Instant ofMicroseconds(Object number) {
    return Instant.EPOCH.plus(((Number) number).longValue(), ChronoUnit.MICROS);
  }
}
