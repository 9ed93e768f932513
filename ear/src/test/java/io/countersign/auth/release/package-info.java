/** What is published, and who may depend on it. */
@NullMarked
package io.countersign.auth.release;

import org.jspecify.annotations.NullMarked;
