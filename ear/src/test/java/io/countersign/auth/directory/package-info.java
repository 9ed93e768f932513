/** A user directory as a deployment would plug it in: a jar of its own in the EAR's library. */
@NullMarked
package io.countersign.auth.directory;

import org.jspecify.annotations.NullMarked;
