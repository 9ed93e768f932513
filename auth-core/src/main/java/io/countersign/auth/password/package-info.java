/**
 * Passwords: which are good enough, how they are hashed, and whose turn it is to hash.
 *
 * <p>Argon2id takes memory and time on purpose. So hashing is shared out: a node hashes as many
 * passwords at once as it can, and nobody who asks often keeps others waiting. A hash that another
 * system made is compared with in the same turns, until its user's first login replaces it.
 */
@NullMarked
package io.countersign.auth.password;

import org.jspecify.annotations.NullMarked;
