package io.countersign.auth.persistence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/**
 * Times in native queries: providers disagree on what a timestamp comes back as, but not on a
 * number.
 */
final class Timestamps {

  private Timestamps() {}

  /** A time as a parameter of a query. */
  static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  /** The SQL that makes microseconds of a column. */
  static String microseconds(String column) {
    return "cast(extract(epoch from " + column + ") * 1000000 as bigint)";
  }

  /** The time that such a number stands for. */
  static Instant ofMicroseconds(Object number) {
    return Instant.EPOCH.plus(((Number) number).longValue(), ChronoUnit.MICROS);
  }
}
