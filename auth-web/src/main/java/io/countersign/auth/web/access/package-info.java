/** Who may call which route. A route that does not say so stops the deployment. */
@NullMarked
package io.countersign.auth.web.access;

import org.jspecify.annotations.NullMarked;
