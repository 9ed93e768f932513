/**
 * The client for browsers, in a real Chromium: alone with a server of the test's own, which counts
 * what it is asked, and with Countersign.
 *
 * <p>All tests are {@code …IT}, so that one Chromium serves them all. Where there is none they are
 * left out, unless {@code -Dchromium.required} is given.
 */
@NullMarked
package io.countersign.auth.browser;

import org.jspecify.annotations.NullMarked;
