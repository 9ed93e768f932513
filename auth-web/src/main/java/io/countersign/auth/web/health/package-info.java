/** Whether this node lives, and whether it is ready: for probes. */
@NullMarked
package io.countersign.auth.web.health;

import org.jspecify.annotations.NullMarked;
