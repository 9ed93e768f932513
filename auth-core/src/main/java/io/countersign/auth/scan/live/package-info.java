/**
 * Tries forged, broken and dead tokens on a running service, and reports which it accepted.
 *
 * <p>A clean report must be worth something: before, the owner's valid token has to be accepted,
 * and afterwards again; where that fails there is no report but {@code InconclusiveScanException}.
 * What was not tried is told with the reason. Every attack stands in one list, {@code Attacks}. The
 * attacks are known before the first is sent, so their number is, and it is bounded, like the rate.
 * jose4j and the JCA sign what is signed; of what was sent no report shows more than a description.
 */
@NullMarked
package io.countersign.auth.scan.live;

import org.jspecify.annotations.NullMarked;
