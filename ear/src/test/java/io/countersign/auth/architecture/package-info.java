/**
 * The arrows between the modules and what production code must not do. These rules read the
 * compiled classes of all modules, so they live where all modules meet. Each rule first proves that
 * the packages it speaks of have classes: a rule about nothing would always hold.
 */
@NullMarked
package io.countersign.auth.architecture;

import org.jspecify.annotations.NullMarked;
