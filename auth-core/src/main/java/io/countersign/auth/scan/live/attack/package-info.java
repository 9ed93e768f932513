/**
 * The attacks of a live scan. Each class holds those of one subject; {@code Attacks} lists all.
 *
 * <p>An attack makes tokens of the owner's and says what it did to them. jose4j and the JCA sign
 * what is signed; of what was sent no report shows more than a description.
 */
@NullMarked
package io.countersign.auth.scan.live.attack;

import org.jspecify.annotations.NullMarked;
