package io.countersign.auth.spi.keys;

/** What a signing key is used for, in the order of its life. */
public enum KeyState {
  /** Shown to verifiers, not signing yet. */
  PUBLISHED,
  /** Signs. Exactly one key of a deployment is active. */
  ACTIVE,
  /** Signs no more; verifies until the last token it signed has expired. */
  RETIRED,
  /** Compromised: nothing that it signed is trusted any more. */
  REVOKED,
  /** Kept without its private part and out of every key set, so that it never comes back. */
  DELETED
}
