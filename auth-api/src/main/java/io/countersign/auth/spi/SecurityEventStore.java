package io.countersign.auth.spi;

import io.countersign.auth.SecurityEvent;
import java.util.List;

/** Keeps security events. */
public interface SecurityEventStore {

  /** Keeps an event, committed when the call returns. */
  void add(SecurityEvent event);

  /** A page of events, the latest first. */
  List<StoredSecurityEvent> list(SecurityEventQuery query);
}
