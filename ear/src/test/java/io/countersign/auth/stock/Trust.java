package io.countersign.auth.stock;

import java.net.URI;

/**
 * Whose tokens a verifier takes.
 *
 * @param keySet where the issuer publishes its keys
 * @param issuer the {@code iss} to expect
 * @param audience the {@code aud} to expect
 */
public record Trust(URI keySet, String issuer, String audience) {}
