/** Compares the HTTP interface with that of an earlier version. */
@NullMarked
package io.countersign.auth.compatibility;

import org.jspecify.annotations.NullMarked;
