/**
 * What is published: the POMs, and the folder that a release is staged in. The rules of Maven
 * Central are asked here, because its portal says them only after the upload.
 */
@NullMarked
package io.countersign.auth.release;

import org.jspecify.annotations.NullMarked;
