package io.countersign.auth.spi;

import io.countersign.auth.SecurityEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Keeps security events. */
public interface SecurityEventStore {

  /** Keeps an event, committed when the call returns. */
  void add(SecurityEvent event);

  /** A page of events, the latest first. */
  List<StoredSecurityEvent> list(SecurityEventQuery query);

  /**
   * The events that came after one, oldest first: in an order in which no event ever takes a place
   * before one that was listed. Events of acts that are committed at about the same time may have
   * their numbers in another order. An event may be listed a moment after it was kept.
   *
   * @param after the number of an event, or one that is not kept any more: it stands for the
   *     nearest before it; 0 for all
   * @param limit how many at most
   */
  List<StoredSecurityEvent> listAfter(long after, int limit);

  /**
   * Counts events by type and step. It reads no more than it counts.
   *
   * @param steps the steps
   * @param most how many events are counted at most
   * @return the counts that are not 0, in no order; empty when there are more events
   */
  Optional<List<Count>> count(Steps steps, int most);

  /**
   * How many events of a type are in a step.
   *
   * @param step the step's number, from 0
   * @param type the type
   * @param events how many
   */
  record Count(int step, SecurityEvent.Type type, long events) {}

  /**
   * Steps of time, one after another, in whole microseconds.
   *
   * @param from the beginning of the first
   * @param until the end, exclusive; it may cut the last one short
   * @param length how long each is
   */
  record Steps(Instant from, Instant until, Duration length) {

    /**
     * Leaves out parts of microseconds.
     *
     * @throws IllegalArgumentException when the end is not after the beginning, or a step has no
     *     length
     */
    public Steps {
      from = from.truncatedTo(ChronoUnit.MICROS);
      until = until.truncatedTo(ChronoUnit.MICROS);
      length = length.truncatedTo(ChronoUnit.MICROS);
      if (!from.isBefore(until) || length.isZero() || length.isNegative()) {
        throw new IllegalArgumentException("there is no step");
      }
    }

    /** How many there are. */
    public long number() {
      return Duration.between(from, until).plus(length).minusNanos(1).dividedBy(length);
    }

    /** When a step begins. */
    public Instant beginning(int step) {
      return from.plus(length.multipliedBy(step));
    }

    /** The number of the step that a time is in. */
    public int of(Instant time) {
      return Math.toIntExact(Duration.between(from, time).dividedBy(length));
    }
  }
}
