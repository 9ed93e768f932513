/** What is counted and timed, and the answer that shows it (Prometheus text). */
@NullMarked
package io.countersign.auth.web.metrics;

import org.jspecify.annotations.NullMarked;
