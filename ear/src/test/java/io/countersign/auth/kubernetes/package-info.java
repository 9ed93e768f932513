/**
 * Holds the Kubernetes manifest to what Kubernetes takes, to what the linters of the field ask for,
 * and to the product that it runs: probes that exist, settings that are known, a master key where
 * the server looks for it. No cluster is needed, so that a mistake is found where it is made.
 */
@NullMarked
package io.countersign.auth.kubernetes;

import org.jspecify.annotations.NullMarked;
