/**
 * The console in a real browser: what users and administrators do with it, and what an attacker
 * does to it.
 */
@NullMarked
package io.countersign.auth.console;

import org.jspecify.annotations.NullMarked;
