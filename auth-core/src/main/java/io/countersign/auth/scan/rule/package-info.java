/**
 * The rules of the scanner. Each class holds those of one subject; {@code Rules} lists all.
 *
 * <p>A rule has a fixed id, a severity and a reference. It sees a {@code Scan}, and says what it
 * found in words that quote no secret and no personal datum.
 */
@NullMarked
package io.countersign.auth.scan.rule;

import org.jspecify.annotations.NullMarked;
