package io.countersign.auth.web;

import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.answer.EntityTags;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.UUID;

/** Describes {@code /auth} in OpenAPI 3.1, for everybody. */
@Path("openapi")
@ApplicationScoped
@Guarded(Guard.OPEN)
public class OpenApiResource {

  static final String MEDIA_TYPE = "application/openapi+json;version=3.1";

  private static final String DOCUMENT = "openapi.json";
  private static final String CACHE_CONTROL = "max-age=300";

  private final byte[] document = read();
  private final String tag = '"' + UUID.nameUUIDFromBytes(document).toString() + '"';

  /** For JAX-RS. */
  public OpenApiResource() {}

  /** The document, or 304 for a client that has it. */
  @GET
  public Response document(@Context HttpHeaders headers) {
    Response.ResponseBuilder answer =
        EntityTags.include(headers, tag)
            ? Response.notModified()
            : Response.ok(document).type(MEDIA_TYPE);
    return answer
        .header(HttpHeaders.ETAG, tag)
        .header(HttpHeaders.CACHE_CONTROL, CACHE_CONTROL)
        .build();
  }

  private static byte[] read() {
    try (InputStream resource = OpenApiResource.class.getResourceAsStream(DOCUMENT)) {
      if (resource == null) {
        throw new IllegalStateException("there is no " + DOCUMENT);
      }
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
