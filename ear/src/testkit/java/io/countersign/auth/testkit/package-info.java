/**
 * What an application's own tests take: a Countersign in the process of the test, tokens right and
 * wrong, and an extension for JUnit.
 *
 * <p>The tokens are issued by the very code that issues a deployment's. Its keys are made for the
 * test and known to nobody else.
 */
@NullMarked
package io.countersign.auth.testkit;

import org.jspecify.annotations.NullMarked;
