package io.countersign.auth.web.keys;

import io.countersign.auth.keys.PublishedKeySet;
import io.countersign.auth.keys.StoredKeyRing;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.answer.EntityTags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.NullUnmarked;

/** The public keys (RFC 7517 §5), for everybody. */
@Path(".well-known/jwks.json")
@ApplicationScoped
@NullUnmarked
@Guarded(Guard.OPEN)
public class JwksResource {

  @Inject StoredKeyRing keyRing;

  /** For JAX-RS. */
  public JwksResource() {}

  /** The key set, or 304 for a client that has it. */
  @GET
  public Response keys(@Context HttpHeaders headers) {
    PublishedKeySet jwks = keyRing.publishedKeySet();
    String tag = '"' + jwks.etag() + '"';
    return EntityTags.answer(
            headers, tag, () -> Response.ok(jwks.json(), MediaType.APPLICATION_JSON_TYPE))
        .header(HttpHeaders.CACHE_CONTROL, "max-age=" + jwks.maxAge().toSeconds())
        .build();
  }
}
