/**
 * Protects logins from guessing, without shutting out those who know their password.
 *
 * <p>Attempts are counted by user, by network and by known place before a password is looked at.
 * Who proves the right password is given back what it cost.
 */
@NullMarked
package io.countersign.auth.login;

import org.jspecify.annotations.NullMarked;
