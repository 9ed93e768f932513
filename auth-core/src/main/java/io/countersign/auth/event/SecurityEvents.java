package io.countersign.auth.event;

import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.SecurityEventStore;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jose4j.json.JsonUtil;

/**
 * Reports security events: each is kept, logged as one line of JSON, and handed to listeners.
 *
 * <p>When an act changes something, its own transaction keeps the event. The log and the listeners
 * are told once that is committed. So every act has its event, and every event that is told did
 * happen. A report that fails in one place still reaches the others, and never the caller.
 */
public final class SecurityEvents {

  /** The logger of the lines of JSON, and of nothing else. */
  public static final String LOGGER = "io.countersign.auth.events";

  private static final System.Logger EVENTS = System.getLogger(LOGGER);
  private static final System.Logger LOG = System.getLogger(SecurityEvents.class.getName());

  private final SecurityEventStore store;
  private final List<Consumer<SecurityEvent>> listeners;
  private final Supplier<Optional<String>> traceId;
  private final Clock clock;

  /**
   * Reports events of no trace to these.
   *
   * @param store what keeps each event
   * @param listeners who is told of each event, in this order
   * @param clock when it is
   */
  public SecurityEvents(
      SecurityEventStore store, List<Consumer<SecurityEvent>> listeners, Clock clock) {
    this(store, listeners, Optional::empty, clock);
  }

  /**
   * Reports to these.
   *
   * @param store what keeps each event
   * @param listeners who is told of each event, in this order
   * @param traceId of the trace that this thread does its work for, if there is one
   * @param clock when it is
   */
  public SecurityEvents(
      SecurityEventStore store,
      List<Consumer<SecurityEvent>> listeners,
      Supplier<Optional<String>> traceId,
      Clock clock) {
    this.store = store;
    this.listeners = List.copyOf(listeners);
    this.traceId = traceId;
    this.clock = clock;
  }

  /** A new event with the time of now, to be completed and then reported. */
  public SecurityEvent now(SecurityEvent.Type type) {
    return SecurityEvent.of(type, clock.instant().truncatedTo(ChronoUnit.MICROS));
  }

  /**
   * Reports an event. An address that is not an IP address is left out. The address is kept by its
   * {@linkplain IpAddress#key() key}, and told as it is shown. In a trace, its id joins the detail.
   */
  public void report(SecurityEvent reported) {
    SecurityEvent event = kept(reported);
    attempt("A security event was not kept", () -> store.add(event));
    tell(event);
  }

  /**
   * An act that is committed with its events, and that nobody has been told of.
   *
   * @param outcome what the act came to
   * @param events what was kept of it
   */
  public record Recorded<T>(T outcome, List<SecurityEvent> events) {}

  /**
   * Does an act whose own transaction keeps its events.
   *
   * @param report makes the events from the outcome of the act
   * @param act the act; it is given the report, whose events it keeps
   */
  public <R, T> Recorded<T> record(Report<R> report, Function<Report<R>, T> act) {
    List<SecurityEvent> kept = new ArrayList<>();
    T outcome =
        act.apply(
            reported -> {
              List<SecurityEvent> again = report.of(reported).stream().map(this::kept).toList();
              if (!again.isEmpty()) { // else an earlier try has done it
                kept.clear();
                kept.addAll(again);
              }
              return again;
            });
    return new Recorded<>(outcome, List.copyOf(kept));
  }

  /**
   * Tells the log and the listeners of an act that denies no access token.
   *
   * @return what the act came to
   */
  public <T> T tell(Recorded<T> act) {
    return tellOnceKnown(act, () -> {});
  }

  /**
   * Makes an act known to all nodes, then tells the log and the listeners. So a slow listener does
   * not delay the first step. They are told also when {@code makeKnown} fails, because the act is
   * committed.
   *
   * @param makeKnown what makes known to all nodes which access tokens the act denies
   * @return what the act came to
   */
  public <T> T tellOnceKnown(Recorded<T> act, Runnable makeKnown) {
    try {
      makeKnown.run();
    } finally {
      act.events().forEach(this::tell);
    }
    return act.outcome();
  }

  private void tell(SecurityEvent kept) {
    SecurityEvent event = kept.from(kept.address().map(IpAddress::shown));
    attempt(
        "A security event was not logged",
        () -> EVENTS.log(System.Logger.Level.INFO, () -> json(event)));
    for (Consumer<SecurityEvent> listener : listeners) {
      attempt("A listener failed at a security event", () -> listener.accept(event));
    }
  }

  private SecurityEvent kept(SecurityEvent event) {
    SecurityEvent located =
        event.from(event.address().flatMap(IpAddress::parse).map(IpAddress::key));
    return traceId.get().map(located::inTrace).orElse(located);
  }

  private static void attempt(String failure, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.ERROR, failure, e);
    }
  }

  private static String json(SecurityEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("at", event.at().toString());
    line.put("type", event.type().code());
    event.userId().map(UUID::toString).ifPresent(user -> line.put("user_id", user));
    event.sessionId().map(UUID::toString).ifPresent(session -> line.put("session_id", session));
    event.actor().ifPresent(actor -> line.put("actor", actor));
    event.address().ifPresent(address -> line.put("ip", address));
    line.put("detail", event.detail());
    return JsonUtil.toJson(line);
  }
}
