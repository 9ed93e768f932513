/**
 * The attacks of a live scan. Each class holds those of one subject; {@code Attacks} lists all.
 *
 * <p>An attack changes the owner's tokens and describes each change. jose4j and the JCA do the
 * signing. Reports show the descriptions only, never what was sent.
 */
@NullMarked
package io.countersign.auth.scan.live.attack;

import org.jspecify.annotations.NullMarked;
