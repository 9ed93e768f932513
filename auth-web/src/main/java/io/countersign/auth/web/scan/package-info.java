/** The scanner over HTTP, one token at a time. */
@NullMarked
package io.countersign.auth.web.scan;

import org.jspecify.annotations.NullMarked;
