/**
 * The client for browsers, as an ES module that pages import.
 *
 * <p>It comes from the server that it talks to. So it is of that server's version, finds it without
 * being told where it is, and needs no registry and no bundler.
 */
@NullMarked
package io.countersign.auth.web.browser;

import org.jspecify.annotations.NullMarked;
