/**
 * Real servers for people who try Countersign and for the tests: a durable embedded PostgreSQL, a
 * WildFly in a process of its own with the EAR deployed, the launcher behind {@code -Prun} that
 * puts the two together, and a Payara and whatever else applications of others run on. A server
 * here is a process that can be stopped, killed and started again on the same data, because that is
 * what has to be tested; nothing sleeps, everything waits for what it needs and fails with the
 * server's own words when that cannot come.
 */
@NullMarked
package io.countersign.auth.server;

import org.jspecify.annotations.NullMarked;
