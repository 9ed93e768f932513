package io.countersign.auth.web.answer;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/**
 * A public document that stays the same for as long as the server runs. A client may keep it for
 * five minutes, and then ask whether it has changed (RFC 9111 §4.3).
 */
public final class CacheableDocument {

  private static final String CACHE_CONTROL = "max-age=300";

  private final byte[] content;
  private final String mediaType;
  private final String tag;

  /** Takes the document; its entity tag follows from its content, so all nodes have the same. */
  public CacheableDocument(byte[] content, String mediaType) {
    this.content = content.clone();
    this.mediaType = mediaType;
    tag = EntityTags.of(content);
  }

  /** The document, or 304 for a client that has it. */
  public Response answer(HttpHeaders headers) {
    return EntityTags.answer(headers, tag, () -> Response.ok(content).type(mediaType))
        .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
        .build();
  }
}
