package io.countersign.auth;

import java.time.Instant;

/**
 * How a session came to its end.
 *
 * @param reason why, as programs read it, such as {@code session_limit} or {@code logout}
 * @param at when
 */
public record SessionEnd(String reason, Instant at) {}
