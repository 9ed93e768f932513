/**
 * What {@code ./mvnw -Pbench -pl ear -am verify} measures: the whole service, beside Keycloak and
 * beside a floor, on one durable PostgreSQL.
 *
 * <p>The floor is a bare application in the same server that does what no service can leave out:
 * one update of one row, one signature. So a reader sees what Countersign adds to it. The load
 * client is the same for all, and it is lean, because it shares the processors with what it
 * measures. Windows of the contestants take turns, so that whatever else the machine does meets all
 * of them.
 */
@NullMarked
package io.countersign.auth.bench;

import org.jspecify.annotations.NullMarked;
