package io.countersign.auth.web;

import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.answer.CacheableDocument;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Describes {@code /auth} in OpenAPI 3.1, for everybody. */
@Path("openapi")
@ApplicationScoped
@Guarded(Guard.OPEN)
public class OpenApiResource {

  static final String MEDIA_TYPE = "application/openapi+json;version=3.1";

  private static final String DOCUMENT = "openapi.json";

  private final CacheableDocument document = new CacheableDocument(read(), MEDIA_TYPE);

  /** For JAX-RS. */
  public OpenApiResource() {}

  /** The document, or 304 for a client that has it. */
  @GET
  public Response document(@Context HttpHeaders headers) {
    return document.answer(headers);
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
