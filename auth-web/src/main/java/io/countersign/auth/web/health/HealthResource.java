package io.countersign.auth.web.health;

import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.health.Readiness.Check;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** Health for probes, in the format of MicroProfile Health. */
@Path("health")
@ApplicationScoped
@NullUnmarked
@Guarded(Guard.OPEN)
public class HealthResource {

  @Inject Readiness readiness;

  /** For JAX-RS. */
  public HealthResource() {}

  /** Up while the server answers at all. */
  @GET
  @Path("live")
  public Response live() {
    return answer(List.of());
  }

  /** Up while the database answers, this node can sign, and Redis answers where configured. */
  @GET
  @Path("ready")
  public Response ready() {
    return answer(readiness.checks());
  }

  /** Up once deployed: a deployment that cannot start does not come up. */
  @GET
  @Path("started")
  public Response started() {
    return answer(List.of());
  }

  /** Up when all are (MicroProfile Health §3, "Protocol and Wireformat"). */
  private static Response answer(List<Check> checks) {
    boolean isUp = checks.stream().allMatch(Check::isUp);
    JsonArrayBuilder array = AnswerJson.array();
    checks.forEach(
        check ->
            array.add(
                AnswerJson.object().add("name", check.name()).add("status", status(check.isUp()))));
    String health =
        AnswerJson.object().add("status", status(isUp)).add("checks", array).build().toString();
    return Response.status(isUp ? 200 : 503)
        .type(MediaType.APPLICATION_JSON_TYPE)
        .entity(health)
        .build();
  }

  private static String status(boolean isUp) {
    return isUp ? "UP" : "DOWN";
  }
}
