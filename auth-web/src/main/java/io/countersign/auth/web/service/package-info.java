/**
 * What services ask with a role of their own: introspection (RFC 7662) and revocation (RFC 7009).
 *
 * <p>A service shows a token, or its name and password (HTTP Basic).
 */
@NullMarked
package io.countersign.auth.web.service;

import org.jspecify.annotations.NullMarked;
