package io.countersign.auth.web.metrics;

import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.settings.MetricsAccess;
import io.countersign.auth.web.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.NullUnmarked;

/** The metrics of this node, for Prometheus and its like. */
@Path("metrics")
@ApplicationScoped
@NullUnmarked
@Guarded(Guard.OPEN)
public class MetricsResource {

  @Inject Metrics metrics;
  @Inject Settings settings;

  @Context HttpServletRequest request;

  /** For JAX-RS. */
  public MetricsResource() {}

  /** All of them, for clients that {@code countersign.metrics.access} admits. */
  @GET
  public Response metrics() {
    MetricsAccess access = settings.metricsAccess();
    if (access == MetricsAccess.OFF) {
      throw new NotFoundException();
    }
    if (!access.admits(request)) {
      throw new ForbiddenException();
    }
    return Response.ok(metrics.text()).type(Metrics.MEDIA_TYPE).build();
  }
}
