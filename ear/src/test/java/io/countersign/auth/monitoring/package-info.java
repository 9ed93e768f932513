/**
 * Holds the alert rules, the dashboard and the pages for operators to what there is: metrics with
 * their labels, paths of the HTTP interface, types of events. An alarm about a metric that nobody
 * shows never rings, and a command that is wrong is found out at night.
 */
@NullMarked
package io.countersign.auth.monitoring;

import org.jspecify.annotations.NullMarked;
