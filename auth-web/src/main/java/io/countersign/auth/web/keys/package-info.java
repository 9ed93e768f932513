/** The key ring over HTTP: the public key set (RFC 7517), and what administrators do to it. */
@NullMarked
package io.countersign.auth.web.keys;

import org.jspecify.annotations.NullMarked;
