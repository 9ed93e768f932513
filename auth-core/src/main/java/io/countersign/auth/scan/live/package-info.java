/**
 * Tries forged, broken and dead tokens on a running service, and reports which it accepted.
 *
 * <p>A clean report must be worth something: before, the owner's valid token has to be accepted,
 * and afterwards again; where that fails there is no report but {@code InconclusiveScanException}.
 * The attacks are known before the first is sent, so their number is, and it is bounded, like the
 * rate. What was not tried is told with the reason.
 */
@NullMarked
package io.countersign.auth.scan.live;

import org.jspecify.annotations.NullMarked;
