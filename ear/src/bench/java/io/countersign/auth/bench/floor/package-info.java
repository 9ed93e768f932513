/**
 * The least that a service of tokens costs on this server, as an application beside Countersign: it
 * has its signatures, its one statement and its password hash, and nothing of what makes a service
 * safe. Nobody may use it for anything else.
 */
@NullMarked
package io.countersign.auth.bench.floor;

import org.jspecify.annotations.NullMarked;
