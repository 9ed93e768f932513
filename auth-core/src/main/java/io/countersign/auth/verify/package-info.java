/**
 * Verifies access tokens. All that a hostile token can reach is in this package.
 *
 * <p>A token is read strictly and in one order: size, spelling, JSON, header, signature, claims.
 * The key comes from a set that is trusted beforehand, never from the token. jose4j and the JCA
 * check the signature. Key sets and revocations of a remote server are read here, too, so that the
 * small client jar is this package and two others, whole.
 */
@NullMarked
package io.countersign.auth.verify;

import org.jspecify.annotations.NullMarked;
