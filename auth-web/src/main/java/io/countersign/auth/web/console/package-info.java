/**
 * Serves the console: two documents, and the modules, styles and icons that they load.
 *
 * <p>All of them are known when the deployment starts, so a request can name one of them or
 * nothing. Files are addressed by the digest of all of them together: an address never means
 * anything else, modules find each other by relative addresses, and no address says where the
 * application or its proxy is.
 */
@NullMarked
package io.countersign.auth.web.console;

import org.jspecify.annotations.NullMarked;
