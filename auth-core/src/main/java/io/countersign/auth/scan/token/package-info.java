/**
 * Reads tokens and keys leniently, for the scanner alone: nothing here verifies.
 *
 * <p>What cannot be read is kept as unreadable, and never ends a scan. jose4j and the JCA check
 * what signatures there are.
 */
@NullMarked
package io.countersign.auth.scan.token;

import org.jspecify.annotations.NullMarked;
