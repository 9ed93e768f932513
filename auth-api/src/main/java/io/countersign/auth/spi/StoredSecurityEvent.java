package io.countersign.auth.spi;

import io.countersign.auth.SecurityEvent;

/**
 * A security event as it is kept.
 *
 * @param id its number; of two events of one time the greater was kept later
 * @param event the event
 */
public record StoredSecurityEvent(long id, SecurityEvent event) {}
