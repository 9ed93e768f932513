package io.countersign.auth.web;

import io.countersign.auth.spi.Schema;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.NullUnmarked;

/** Health for probes, in the format of MicroProfile Health. */
@Path("health")
@RequestScoped
@NullUnmarked
public class HealthResource {

  private static final System.Logger LOG = System.getLogger(HealthResource.class.getName());

  @Inject Schema schema;

  /** For JAX-RS. */
  public HealthResource() {}

  /** Up while the server answers at all. */
  @GET
  @Path("live")
  public Response live() {
    return answer(true);
  }

  /** Up while the database answers. */
  @GET
  @Path("ready")
  public Response ready() {
    try {
      schema.ping();
      return answer(true);
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "Not ready: {0}", e.getMessage());
      return answer(false);
    }
  }

  /** Up once deployed: a deployment that cannot start is none. */
  @GET
  @Path("started")
  public Response started() {
    return answer(true);
  }

  private static Response answer(boolean isUp) {
    String status =
        Json.createObjectBuilder().add("status", isUp ? "UP" : "DOWN").build().toString();
    return Response.status(isUp ? 200 : 503)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(status)
        .build();
  }
}
