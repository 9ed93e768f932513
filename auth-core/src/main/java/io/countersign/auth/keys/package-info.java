/**
 * Keeps the signing keys: generates, seals, publishes, activates and retires them.
 *
 * <p>{@code KeySchedule} decides what happens to a key and when, as a pure function. {@code
 * StoredKeyRing} does it under one lock for all nodes, and serves what it last read. Private keys
 * rest sealed under the {@code MasterKey}; {@code CryptoProvider} says whose cryptography uses
 * them.
 */
@NullMarked
package io.countersign.auth.keys;

import org.jspecify.annotations.NullMarked;
