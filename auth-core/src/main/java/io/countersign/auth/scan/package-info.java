/**
 * Scans tokens and key sets of any issuer for what is wrong with them, and says how to fix it.
 *
 * <p>The verifier in {@code core} refuses; this explains. So it reads whatever can be read of a
 * token, however broken, never throws on what it is given, and judges by rules that stand in one
 * list, {@code Rules}. It verifies nothing itself: jose4j does. A finding shows no signature, no
 * secret and no personal datum, and nothing that a terminal would obey.
 */
@NullMarked
package io.countersign.auth.scan;

import org.jspecify.annotations.NullMarked;
