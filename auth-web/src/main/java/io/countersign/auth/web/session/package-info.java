/**
 * Login, refresh, logout, password and a user's own sessions; the refresh token's cookie.
 *
 * <p>A resource reads the request into typed values, calls one service and writes one answer.
 */
@NullMarked
package io.countersign.auth.web.session;

import org.jspecify.annotations.NullMarked;
