package io.countersign.auth.spi;

import io.countersign.auth.SecurityEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** The security events in a list. */
public final class InMemorySecurityEventStore implements SecurityEventStore {

  private static final Comparator<StoredSecurityEvent> IN_ORDER =
      Comparator.<StoredSecurityEvent, Instant>comparing(stored -> stored.event().at())
          .thenComparing(StoredSecurityEvent::id);

  private final List<StoredSecurityEvent> stored = new ArrayList<>();

  @Override
  public synchronized void add(SecurityEvent event) {
    stored.add(new StoredSecurityEvent(stored.size() + 1, event));
  }

  /** Keeps what is reported of an act. */
  <T> void keep(Report<T> report, T outcome) {
    report.of(outcome).forEach(this::add);
  }

  /** Keeps what is reported of an act so far, in place of what was reported of it before. */
  synchronized <T> void keepLatest(Report<T> report, T outcome) {
    for (SecurityEvent event : report.of(outcome)) {
      stored.stream()
          .filter(it -> isSameAct(it.event(), event))
          .findFirst()
          .ifPresentOrElse(
              it -> stored.set(stored.indexOf(it), new StoredSecurityEvent(it.id(), event)),
              () -> add(event));
    }
  }

  private static boolean isSameAct(SecurityEvent one, SecurityEvent other) {
    return one.type() == other.type()
        && one.at().equals(other.at())
        && one.actor().equals(other.actor());
  }

  /** Takes out of a user's events what tells more of the user than the id. */
  synchronized void forget(UUID userId) {
    stored.replaceAll(
        it ->
            it.event().userId().filter(userId::equals).isEmpty()
                ? it
                : new StoredSecurityEvent(it.id(), forgotten(it.event(), userId.toString())));
  }

  private static SecurityEvent forgotten(SecurityEvent event, String actor) {
    SecurityEvent elsewhere =
        event.actor().filter(actor::equals).isPresent() ? event.from(Optional.empty()) : event;
    if (event.type() == SecurityEvent.Type.LOGIN) {
      return elsewhere.with(Map.of());
    }
    Map<String, String> detail = new HashMap<>(event.detail());
    detail.remove(SecurityEvent.NOTE);
    return elsewhere.with(detail);
  }

  /** All events, in the order in which they were added. */
  public synchronized List<SecurityEvent> events() {
    return stored.stream().map(StoredSecurityEvent::event).toList();
  }

  /** The types of all events, in the order in which they were added. */
  public List<SecurityEvent.Type> types() {
    return events().stream().map(SecurityEvent::type).toList();
  }

  @Override
  public synchronized List<StoredSecurityEvent> list(SecurityEventQuery wanted) {
    return stored.stream()
        .filter(it -> isWanted(it, wanted))
        .sorted(IN_ORDER.reversed())
        .limit(wanted.limit())
        .toList();
  }

  @Override
  public synchronized List<StoredSecurityEvent> listAfter(long after, int limit) {
    return stored.stream().filter(it -> it.id() > after).limit(limit).toList();
  }

  @Override
  public synchronized Optional<List<Count>> count(Steps steps, int most) {
    List<SecurityEvent> events =
        events().stream()
            .filter(it -> !it.at().isBefore(steps.from()) && it.at().isBefore(steps.until()))
            .toList();
    if (events.size() > most) {
      return Optional.empty();
    }
    Map<Count, Long> counts =
        events.stream()
            .collect(
                Collectors.groupingBy(
                    it -> new Count(steps.of(it.at()), it.type(), 0), Collectors.counting()));
    return Optional.of(
        counts.entrySet().stream()
            .map(it -> new Count(it.getKey().step(), it.getKey().type(), it.getValue()))
            .toList());
  }

  private static boolean isWanted(StoredSecurityEvent stored, SecurityEventQuery wanted) {
    SecurityEvent event = stored.event();
    return wanted.userId().filter(it -> !event.userId().equals(wanted.userId())).isEmpty()
        && wanted.sessionId().filter(it -> !event.sessionId().equals(wanted.sessionId())).isEmpty()
        && wanted.type().filter(it -> event.type() != it).isEmpty()
        && wanted.from().filter(event.at()::isBefore).isEmpty()
        && wanted.until().filter(it -> !event.at().isBefore(it)).isEmpty()
        && wanted.before().filter(it -> !isBefore(stored, it)).isEmpty();
  }

  private static boolean isBefore(StoredSecurityEvent stored, SecurityEventQuery.Position place) {
    int byTime = stored.event().at().compareTo(place.at());
    return byTime < 0 || (byTime == 0 && stored.id() < place.id());
  }
}
