package io.countersign.auth.spi;

import io.countersign.auth.SecurityEvent;
import java.util.List;

/**
 * Makes the events of an act from its outcome.
 *
 * <p>A store asks inside the act's own transaction and keeps the events there, so that no act is
 * committed without them. It is asked at most once for each try of the act. It does no I/O and must
 * not fail: a failure would undo the act.
 *
 * @param <T> what the act comes to
 */
@FunctionalInterface
public interface Report<T> {

  /** The events to keep beside the act. */
  List<SecurityEvent> of(T outcome);

  /** A report of nothing. */
  static <T> Report<T> nothing() {
    return outcome -> List.of();
  }
}
