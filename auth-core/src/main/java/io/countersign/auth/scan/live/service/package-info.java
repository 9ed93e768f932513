/**
 * The service that a live scan asks: how it is called, and how its answers are read.
 *
 * <p>Requests are paced and repeated when the service is busy. An answer counts as an acceptance
 * only by what the owner's own token was answered with.
 */
@NullMarked
package io.countersign.auth.scan.live.service;

import org.jspecify.annotations.NullMarked;
