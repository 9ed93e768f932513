package io.countersign.auth.spi;

import io.countersign.auth.SecurityEvent;
import java.util.List;

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
}
