package io.countersign.auth.web.admin;

import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.spi.RefreshCounts;
import io.countersign.auth.spi.SecurityEventStore;
import io.countersign.auth.spi.SecurityEventStore.Count;
import io.countersign.auth.spi.SecurityEventStore.Steps;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.request.InvalidRequestException;
import io.countersign.auth.web.session.EventFilter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** How many security events and refreshes there were, for administrators. */
@Path("admin/statistics")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Guarded(Guard.ADMINISTRATOR)
@NullUnmarked
public class AdminStatisticsResource {

  /** More would keep the database busy for seconds. */
  static final int MOST_EVENTS = 1_000_000;

  private static final int MOST_STEPS = 1_000;

  private static final Duration USUAL_SPAN = Duration.ofDays(1);
  private static final Duration USUAL_STEP = Duration.ofHours(1);
  private static final Duration LONGEST_STEP = Duration.ofDays(366);

  @Inject SecurityEventStore events;
  @Inject RefreshCounts refreshes;
  @Inject Clock clock;

  /** For JAX-RS. */
  public AdminStatisticsResource() {}

  /** Counts by type and step; a day by hours unless it is said otherwise. */
  @GET
  public String count(
      @QueryParam("from") @Nullable String from,
      @QueryParam("until") @Nullable String until,
      @QueryParam("step") @Nullable String step) {
    Steps steps = steps(from, until, step);
    List<Count> counts =
        events
            .count(steps, MOST_EVENTS)
            .orElseThrow(
                () ->
                    new InvalidRequestException(
                        "from", "is too early: more than 1000000 events lie between it and until"));
    return json(steps, counts, refreshes.count(steps)).build().toString();
  }

  private Steps steps(
      @Nullable String fromText, @Nullable String untilText, @Nullable String stepText) {
    Instant until = EventFilter.time("until", untilText).orElseGet(clock::instant);
    Instant from = EventFilter.time("from", fromText).orElseGet(() -> until.minus(USUAL_SPAN));
    Duration step = stepText == null ? USUAL_STEP : step(stepText);
    Steps steps;
    try {
      steps = new Steps(from, until, step);
    } catch (IllegalArgumentException e) {
      throw new InvalidRequestException("from", "must be before until");
    }
    if (steps.number() > MOST_STEPS) {
      throw new InvalidRequestException("step", "is too short: there would be more than 1000");
    }
    return steps;
  }

  private static Duration step(String text) {
    try {
      Duration step = Duration.parse(text);
      if (step.compareTo(Duration.ofSeconds(1)) >= 0 && step.compareTo(LONGEST_STEP) <= 0) {
        return step;
      }
    } catch (DateTimeException | ArithmeticException e) {
      // falls through
    }
    throw new InvalidRequestException("step", "must be a duration from PT1S to P366D, like PT1H");
  }

  private static JsonObjectBuilder json(
      Steps steps, List<Count> counts, Map<Integer, Long> refreshes) {
    JsonObjectBuilder[] byStep = new JsonObjectBuilder[(int) steps.number()];
    for (int i = 0; i < byStep.length; i++) {
      byStep[i] = AnswerJson.object();
    }
    counts.stream()
        .sorted(Comparator.comparing(Count::type))
        .forEach(it -> byStep[it.step()].add(it.type().code(), it.events()));
    JsonArrayBuilder items = AnswerJson.array();
    for (int i = 0; i < byStep.length; i++) {
      items.add(
          AnswerJson.object()
              .add("at", steps.beginning(i).toString())
              .add("counts", byStep[i])
              .add("refreshes", refreshes.getOrDefault(i, 0L)));
    }
    return AnswerJson.object()
        .add("from", steps.from().toString())
        .add("until", steps.until().toString())
        .add("step", steps.length().toString())
        .add("items", items);
  }
}
