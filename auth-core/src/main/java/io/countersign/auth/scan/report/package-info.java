/**
 * What a scan has found, and the forms in which it is written: text, JSON, SARIF and JUnit.
 *
 * <p>A text has no character that a terminal would obey. The forms hold the same findings.
 */
@NullMarked
package io.countersign.auth.scan.report;

import org.jspecify.annotations.NullMarked;
