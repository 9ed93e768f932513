/**
 * What lets Arquillian run tests against the built EAR: one WildFly on one new database for all
 * test classes, deployed to once. Arquillian by itself would deploy for every class, and knows
 * neither free ports nor a database. Its server gets its settings as system properties, because it
 * cannot be given an environment.
 */
@NullMarked
package io.countersign.auth.arquillian;

import org.jspecify.annotations.NullMarked;
