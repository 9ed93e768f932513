/**
 * Tests of the deployed EAR: the flows over HTTP, as a client sees them, and what only shows inside
 * the server, as another application of the EAR sees it. All of them share one server and one
 * deployment, so a test makes its own users and leaves those of others alone.
 */
@NullMarked
package io.countersign.auth.deployed;

import org.jspecify.annotations.NullMarked;
