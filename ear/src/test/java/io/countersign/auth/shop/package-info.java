/**
 * A small enterprise application that shares the EAR, as its developers would write it: all that
 * ties it to Countersign is an annotation. It is deployed twice, with CDI and without.
 */
@NullMarked
package io.countersign.auth.shop;

import org.jspecify.annotations.NullMarked;
