package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.countersign.auth.Actor;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.SecurityEventQuery.Position;
import io.countersign.auth.spi.SecurityEventStore.Count;
import io.countersign.auth.spi.SecurityEventStore.Steps;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What every {@link SecurityEventStore} does. */
public abstract class SecurityEventStoreContract {

  private static final Instant T0 = Instant.parse("2026-01-01T12:00:00.123456Z");

  private final UUID user = UUID.randomUUID();
  private final UUID session = UUID.randomUUID();

  /** The adapter under test. */
  protected abstract SecurityEventStore events();

  private SecurityEvent keep(SecurityEvent.Type type, Instant at) {
    SecurityEvent event = SecurityEvent.of(type, at).ofUser(user);
    events().add(event);
    return event;
  }

  private SecurityEventQuery ofUser(Optional<Position> before, int limit) {
    return new SecurityEventQuery(
        Optional.of(user),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        before,
        limit);
  }

  private List<SecurityEvent> list(SecurityEventQuery query) {
    return events().list(query).stream().map(StoredSecurityEvent::event).toList();
  }

  @Test
  void add_whateverType_isKept() {
    for (SecurityEvent.Type type : SecurityEvent.Type.values()) {
      keep(type, T0);
    }
    assertThat(list(ofUser(Optional.empty(), 100)))
        .extracting(SecurityEvent::type)
        .containsExactlyInAnyOrder(SecurityEvent.Type.values());
  }

  @Test
  void add_everythingSaid_isListedAsItIs() {
    SecurityEvent event =
        SecurityEvent.of(SecurityEvent.Type.SESSION_REVOKED, T0)
            .ofUser(user)
            .ofSession(session)
            .by(new Actor("root", Optional.of("2001:db8::7")))
            .with(Map.of("reason", "\u00E4 \"quote\" \\ and {brace}", "empty", ""));
    events().add(event);
    assertThat(list(SecurityEventQuery.ofSession(session, 10))).containsExactly(event);
  }

  @Test
  void add_nothingSaid_isListedAsItIs() {
    SecurityEvent event =
        SecurityEvent.of(SecurityEvent.Type.STARTED, Instant.parse("1999-01-01T00:00:00Z"));
    events().add(event);
    SecurityEventQuery early =
        new SecurityEventQuery(
            Optional.empty(),
            Optional.empty(),
            Optional.of(SecurityEvent.Type.STARTED),
            Optional.empty(),
            Optional.of(event.at().plusSeconds(1)),
            Optional.empty(),
            10);
    assertThat(list(early)).contains(event);
  }

  @Test
  void list_pagesLatestFirst_alsoWithinOneInstant() {
    List<SecurityEvent> latestFirst = new ArrayList<>();
    for (SecurityEvent.Type type :
        List.of(
            SecurityEvent.Type.LOGIN,
            SecurityEvent.Type.LOGOUT,
            SecurityEvent.Type.PASSWORD_CHANGED)) {
      latestFirst.add(0, keep(type, T0));
    }
    latestFirst.add(0, keep(SecurityEvent.Type.LOGIN_FAILED, T0.plusMillis(1)));
    latestFirst.add(keep(SecurityEvent.Type.USER_CREATED, T0.minusMillis(1)));

    List<SecurityEvent> seen = new ArrayList<>();
    Optional<Position> before = Optional.empty();
    for (int page = 0; page < 3; page++) {
      List<StoredSecurityEvent> events = events().list(ofUser(before, 2));
      events.forEach(stored -> seen.add(stored.event()));
      StoredSecurityEvent last = events.get(events.size() - 1);
      before = Optional.of(new Position(last.event().at(), last.id()));
    }
    assertThat(seen).isEqualTo(latestFirst);
    assertThat(events().list(ofUser(before, 2))).isEmpty();
  }

  /**
   * What came after an event: asked for again until this many are there, since another transaction
   * may hold them back for a moment.
   */
  private List<StoredSecurityEvent> listAfter(long after, int limit, int expected) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    List<StoredSecurityEvent> found;
    do {
      found = events().listAfter(after, limit);
    } while (found.size() < expected && System.nanoTime() < end);
    return found;
  }

  /** The number of the latest event, once it is there to go on from. */
  private long last() {
    keep(SecurityEvent.Type.STARTED, T0);
    long last = events().list(ofUser(Optional.empty(), 1)).get(0).id();
    assertThat(listAfter(last - 1, 10, 1)).extracting(StoredSecurityEvent::id).contains(last);
    return last;
  }

  @Test
  void listAfter_pagesOldestFirst_whateverTheTimesSay() {
    long last = last();
    SecurityEvent first = keep(SecurityEvent.Type.LOGIN, T0.plusSeconds(5));
    SecurityEvent second = keep(SecurityEvent.Type.LOGOUT, T0.minusSeconds(5));
    SecurityEvent third = keep(SecurityEvent.Type.LOGIN, T0);
    List<StoredSecurityEvent> page = listAfter(last, 2, 2);
    assertThat(page).extracting(StoredSecurityEvent::event).containsExactly(first, second);
    List<StoredSecurityEvent> rest = listAfter(page.get(1).id(), 2, 1);
    assertThat(rest).extracting(StoredSecurityEvent::event).containsExactly(third);
    assertThat(events().listAfter(rest.get(0).id(), 2)).isEmpty();
  }

  @Test
  void listAfter_numberThatIsNotKept_standsForTheNearestBefore() {
    long last = last();
    assertThat(events().listAfter(Long.MAX_VALUE, 10)).isEmpty();
    assertThat(events().listAfter(0, 1)).hasSize(1);
    assertThat(events().listAfter(last, 1)).isEmpty();
  }

  /** A time of which no other test has events. */
  private static Instant newTime() {
    return Instant.parse("1700-01-01T00:00:00Z")
        .plusSeconds(ThreadLocalRandom.current().nextLong(20_000_000_000L));
  }

  @Test
  void count_byTypeAndStep_fromInclusiveUntilExclusive() {
    Instant from = newTime();
    Steps steps = new Steps(from, from.plusSeconds(25), Duration.ofSeconds(10));
    keep(SecurityEvent.Type.LOGIN, from.minusNanos(1_000));
    keep(SecurityEvent.Type.LOGIN, from);
    keep(SecurityEvent.Type.LOGIN, from.plusSeconds(10).minusNanos(1_000));
    keep(SecurityEvent.Type.LOGIN, from.plusSeconds(10));
    keep(SecurityEvent.Type.LOGOUT, from.plusSeconds(10));
    keep(SecurityEvent.Type.LOGIN, from.plusSeconds(25).minusNanos(1_000));
    keep(SecurityEvent.Type.LOGIN, from.plusSeconds(25));
    List<Count> counts =
        List.of(
            new Count(0, SecurityEvent.Type.LOGIN, 2),
            new Count(1, SecurityEvent.Type.LOGIN, 1),
            new Count(1, SecurityEvent.Type.LOGOUT, 1),
            new Count(2, SecurityEvent.Type.LOGIN, 1));
    assertThat(events().count(steps, 5).orElseThrow()).containsExactlyInAnyOrderElementsOf(counts);
    assertThat(events().count(steps, 4)).isEmpty();
  }

  /** Also before 1582, where two calendars meet. */
  @Test
  void count_fromLongAgo_hasNoStepBeforeTheFirst() {
    keep(SecurityEvent.Type.LOGIN, T0);
    for (int year : new int[] {1, 1100, 1581}) {
      Instant from = Instant.parse("%04d-01-01T00:00:00Z".formatted(year));
      Steps steps = new Steps(from, T0.plusSeconds(1), Duration.ofDays(1));
      assertThat(events().count(steps, 1_000_000).orElseThrow())
          .isNotEmpty()
          .allMatch(it -> it.step() >= 0 && it.step() < steps.number())
          .anyMatch(it -> it.step() == steps.number() - 1);
    }
  }

  @Test
  void count_nothingThere_isNoCount() {
    Instant from = newTime();
    assertThat(events().count(new Steps(from, from.plusNanos(1_000), Duration.ofDays(366)), 1))
        .contains(List.of());
  }

  @Test
  void steps_haveANumberABeginningAndALength() {
    Steps steps = new Steps(T0, T0.plusSeconds(21), Duration.ofSeconds(10));
    assertThat(steps.number()).isEqualTo(3);
    assertThat(new Steps(T0, T0.plusSeconds(20), Duration.ofSeconds(10)).number()).isEqualTo(2);
    assertThat(steps.beginning(2)).isEqualTo(T0.plusSeconds(20));
    assertThat(steps.of(T0.plusSeconds(10))).isEqualTo(1);
    assertThat(steps.of(T0.plusSeconds(10).minusNanos(1_000))).isZero();
    for (Duration none : List.of(Duration.ZERO, Duration.ofSeconds(-1), Duration.ofNanos(1))) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Steps(T0, T0.plusSeconds(1), none));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> new Steps(T0, T0, Duration.ofSeconds(1)));
  }

  @Test
  void list_filters_byTypeAndTime() {
    SecurityEvent login = keep(SecurityEvent.Type.LOGIN, T0);
    SecurityEvent later = keep(SecurityEvent.Type.LOGIN, T0.plusSeconds(10));
    keep(SecurityEvent.Type.LOGOUT, T0);
    SecurityEventQuery logins =
        new SecurityEventQuery(
            Optional.of(user),
            Optional.empty(),
            Optional.of(SecurityEvent.Type.LOGIN),
            Optional.of(T0),
            Optional.of(T0.plusSeconds(10)),
            Optional.empty(),
            10);
    assertThat(list(logins)).containsExactly(login);
    assertThat(list(ofUser(Optional.empty(), 10))).hasSize(3).contains(later);
  }
}
