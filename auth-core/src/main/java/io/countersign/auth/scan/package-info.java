/**
 * Scans tokens and key sets of any issuer for what is wrong with them, and says how to fix it.
 *
 * <p>The verifier refuses; this explains. {@code token} reads whatever can be read of a token,
 * however broken. {@code rule} judges, by rules that stand in one list. {@code report} writes what
 * was found. {@code live} tries attacks on a running service. None throws on what it is given, and
 * none shows a signature, a secret or a personal datum.
 */
@NullMarked
package io.countersign.auth.scan;

import org.jspecify.annotations.NullMarked;
