/**
 * Protects logins from guessing, without shutting out those who know their password.
 *
 * <p>Attempts are counted by user, by network and by known place before a password is looked at. A
 * right password gives its attempt back.
 */
@NullMarked
package io.countersign.auth.login;

import org.jspecify.annotations.NullMarked;
