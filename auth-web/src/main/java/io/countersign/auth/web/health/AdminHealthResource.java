package io.countersign.auth.web.health;

import io.countersign.auth.core.Housekeeping;
import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.spi.Cleanup;
import io.countersign.auth.spi.Denylist;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** How the node that answers is, for administrators: more than probes are told. */
@Path("admin/health")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Guarded(Guard.ADMINISTRATOR)
@NullUnmarked
public class AdminHealthResource {

  @Inject Readiness readiness;
  @Inject Denylist denylist;
  @Inject Housekeeping housekeeping;

  /** For JAX-RS. */
  public AdminHealthResource() {}

  /**
   * What probes ask, whether the denylist can be asked, and what cleanup has left. The backlog has
   * no member before the first count.
   */
  @GET
  public String health() {
    JsonArrayBuilder checks = AnswerJson.array();
    readiness.checks().forEach(it -> checks.add(check(it.name(), it.isUp())));
    checks.add(check("denylist", denylist.isAvailable()));
    return AnswerJson.object()
        .add("checks", checks)
        .add(
            "cleanup",
            AnswerJson.object()
                .add("removed", byKind(housekeeping.removed()))
                .add("backlog", byKind(housekeeping.backlog())))
        .build()
        .toString();
  }

  private static JsonObjectBuilder check(String name, boolean isUp) {
    return AnswerJson.object().add("name", name).add("status", isUp ? "UP" : "DOWN");
  }

  private static JsonObjectBuilder byKind(Map<Cleanup.Kind, Long> rows) {
    JsonObjectBuilder json = AnswerJson.object();
    for (Cleanup.Kind kind : Cleanup.Kind.values()) {
      Long number = rows.get(kind);
      if (number != null) {
        json.add(kind.name().toLowerCase(Locale.ROOT), number);
      }
    }
    return json;
  }
}
