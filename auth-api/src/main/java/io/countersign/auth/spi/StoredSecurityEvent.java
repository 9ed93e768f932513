package io.countersign.auth.spi;

import io.countersign.auth.SecurityEvent;

/**
 * A security event as it is kept.
 *
 * @param id its number; of two events at the same time, the one with the greater number was kept
 *     later
 * @param event the event
 */
public record StoredSecurityEvent(long id, SecurityEvent event) {}
