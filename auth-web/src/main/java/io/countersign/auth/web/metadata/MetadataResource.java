package io.countersign.auth.web.metadata;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.answer.CacheableDocument;
import io.countersign.auth.web.settings.Settings;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/**
 * The authorization server metadata, for everybody.
 *
 * <p>It is the same under both names. A client that appends a name to the issuer finds it here. RFC
 * 8414 §3.1 puts the name before the issuer's path instead, at the root of the host, which is not
 * ours: a proxy may forward that path.
 */
@Path(".well-known")
@ApplicationScoped
@NullUnmarked
@Guarded(Guard.OPEN)
public class MetadataResource {

  @Inject Settings settings;

  private Optional<CacheableDocument> document;

  /** For JAX-RS. */
  public MetadataResource() {}

  @PostConstruct
  void write() {
    document =
        ServerMetadata.of(settings.issuer())
            .map(json -> new CacheableDocument(json.getBytes(UTF_8), MediaType.APPLICATION_JSON));
  }

  /**
   * The metadata (RFC 8414 §3), or 304 for a client that has it.
   *
   * @throws NotFoundException when the issuer is no URL
   */
  @GET
  @Path("oauth-authorization-server")
  public Response authorizationServer(@Context HttpHeaders headers) {
    return document.orElseThrow(NotFoundException::new).answer(headers);
  }

  /**
   * The same, where clients of OpenID Connect Discovery 1.0 (§4) look for it.
   *
   * @throws NotFoundException when the issuer is no URL
   */
  @GET
  @Path("openid-configuration")
  public Response openidConfiguration(@Context HttpHeaders headers) {
    return authorizationServer(headers);
  }
}
