package io.countersign.auth.web.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/**
 * Counts by a closed list of values. Each value is shown from the start: a rate needs the 0 before
 * the first count.
 */
final class Tally<E extends Enum<E>> {

  private final Map<E, Counter> counters;

  /**
   * Counts from 0.
   *
   * @param name the metric's name
   * @param description what it counts
   * @param label the name of the label that holds the value
   * @param values all values
   */
  Tally(MeterRegistry registry, String name, String description, String label, Class<E> values) {
    counters = new EnumMap<>(values);
    for (E value : values.getEnumConstants()) {
      counters.put(
          value,
          Counter.builder(name)
              .description(description)
              .tag(label, name(value))
              .register(registry));
    }
  }

  /** One more of this. */
  void count(E value) {
    Counter counter = counters.get(value);
    if (counter != null) { // there is one for each
      counter.increment();
    }
  }

  /** A value's name as a label. */
  static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
