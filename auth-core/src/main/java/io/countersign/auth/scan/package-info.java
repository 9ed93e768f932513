/**
 * Scans tokens and key sets of any issuer for what is wrong with them, and says how to fix it.
 *
 * <p>The verifier refuses; this explains. {@code token} reads all that is readable of a token,
 * however broken. {@code rule} judges, by rules that stand in one list. {@code report} writes what
 * was found. {@code live} tries attacks on a running service. None of them throws on bad input, or
 * shows a signature, a secret or a personal datum.
 */
@NullMarked
package io.countersign.auth.scan;

import org.jspecify.annotations.NullMarked;
