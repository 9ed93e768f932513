package io.countersign.auth.spi;

/**
 * How many live families a user may have, and what becomes of one more.
 *
 * @param most how many, at least one
 * @param endsOldest whether the least recently used ones end to make room; otherwise the new one is
 *     refused
 */
public record SessionLimit(int most, boolean endsOldest) {}
