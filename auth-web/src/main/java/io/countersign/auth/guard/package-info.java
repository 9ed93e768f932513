/**
 * What stands before a resource: bearer tokens, roles, sensitive operations, and how refusals read.
 *
 * <p>The same classes guard the EAR's own resources, other applications of the EAR, and those that
 * have the client's jar. They know the API and the verifier, and no other part of the server.
 */
@NullMarked
package io.countersign.auth.guard;

import org.jspecify.annotations.NullMarked;
