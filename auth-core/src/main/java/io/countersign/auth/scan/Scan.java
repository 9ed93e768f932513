package io.countersign.auth.scan;

/**
 * A token and what it is held against.
 *
 * @param token the token, taken apart
 * @param settings what is allowed of it
 * @param now seconds since 1970
 */
record Scan(ScannedToken token, ScanSettings settings, double now) {}
