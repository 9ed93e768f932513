/** The signing keys, and where they are kept. */
@NullMarked
package io.countersign.auth.spi.keys;

import org.jspecify.annotations.NullMarked;
