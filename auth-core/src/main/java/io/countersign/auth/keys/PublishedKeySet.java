package io.countersign.auth.keys;

import java.time.Duration;

/**
 * The JWK Set (RFC 7517 §5) as a node may hand it out now.
 *
 * @param json the document
 * @param etag changes whenever the document does
 * @param maxAge how long it may be kept: as set, or less when this node has not read the keys
 *     lately and another may have published one
 */
public record PublishedKeySet(String json, String etag, Duration maxAge) {}
