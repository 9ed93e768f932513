package io.countersign.auth.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.countersign.auth.Actor;
import io.countersign.auth.Device;
import io.countersign.auth.OutcomeUnknownException;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.spi.BulkEndings;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.InMemoryBulkEndings;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.Session;
import io.countersign.auth.spi.SessionSearch;
import io.countersign.auth.spi.UserAccount;
import io.countersign.auth.spi.keys.SigningAlgorithm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BulkRevocationTest {

  private static final Actor ADMINISTRATOR = new Actor("root", Optional.of("192.0.2.1"));
  private static final Map<String, String> CRITERIA = Map.of("user_id", "anna");

  private final Fixture fixture = new Fixture(SigningAlgorithm.ES256, Fixture.STRICT);
  private final UserAccount user = fixture.user();
  private final SessionSearch search = SessionSearch.ALL.ofUser(user.id());
  private final BulkEndings real = new InMemoryBulkEndings(fixture.families);

  private final List<SecurityEvent> told = new ArrayList<>();

  private UUID open() {
    return fixture.service.openSession(user, Device.unknown()).sessionId();
  }

  private BulkRevocation revocation(BulkEndings endings) {
    SecurityEvents events =
        new SecurityEvents(fixture.eventStore, List.of(told::add), fixture.clock);
    Revocations revocations =
        new Revocations(fixture.endings, fixture.denylist, fixture.denylist, events, fixture.clock);
    return new BulkRevocation(fixture.families, endings, revocations, events, fixture.clock);
  }

  private List<SecurityEvent> kept() {
    return fixture.eventStore.events().stream()
        .filter(event -> event.type() == SecurityEvent.Type.SESSIONS_REVOKED)
        .toList();
  }

  /** Endings of this many families, at each call of which {@code part} says what comes of it. */
  private static BulkEndings endings(
      int matching, BiFunction<Integer, List<UUID>, BulkEndings.EndedSome> part) {
    return new BulkEndings() {
      private int calls;

      @Override
      public List<UUID> matching(SessionSearch search, Instant now) {
        return Stream.generate(UUID::randomUUID).limit(matching).toList();
      }

      @Override
      public EndedSome end(
          List<UUID> families, SessionSearch search, Ending ending, Report<Integer> report) {
        EndedSome ended = part.apply(calls++, families);
        report.of(ended.ended());
        return ended;
      }
    };
  }

  private static BulkEndings.EndedSome ended(List<UUID> families) {
    return new BulkEndings.EndedSome(families.size(), List.of());
  }

  private void assertToldOnce(String matched, String revoked) {
    assertThat(told)
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.detail())
                    .containsEntry("matched", matched)
                    .containsEntry("revoked", revoked));
  }

  @Test
  void end_some_isOneEventWithAllThatMatters() {
    open();
    open();
    assertThat(revocation(real).end(search, CRITERIA, Optional.of("a laptop"), ADMINISTRATOR))
        .isEqualTo(new BulkRevocation.Outcome(2, 2));
    assertThat(kept())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.actor()).contains("root");
              assertThat(event.address()).contains("192.0.2.1");
              assertThat(event.userId()).contains(user.id());
              assertThat(event.detail())
                  .containsExactlyInAnyOrderEntriesOf(
                      Map.of(
                          "user_id", "anna",
                          "reason", "administrator",
                          "note", "a laptop",
                          "matched", "2",
                          "revoked", "2"));
            });
  }

  @Test
  void end_moreThanANodeHasRoomFor_isRefusedAndEndsNothing() {
    BulkRevocation revocation =
        revocation(
            endings(
                BulkEndings.MOST_MATCHING + 1,
                (call, families) -> {
                  throw new AssertionError("something was ended");
                }));
    assertThatExceptionOfType(BulkRevocation.TooManyMatchesException.class)
        .isThrownBy(() -> revocation.end(search, CRITERIA, Optional.empty(), ADMINISTRATOR));
    assertThat(kept()).isEmpty();
  }

  @Test
  void end_none_isAnEventToo() {
    assertThat(revocation(real).end(search, CRITERIA, Optional.empty(), ADMINISTRATOR))
        .isEqualTo(new BulkRevocation.Outcome(0, 0));
    assertThat(kept())
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.detail()).containsEntry("revoked", "0").doesNotContainKey("note"));
  }

  @Test
  void end_noCondition_isRefused() {
    open();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                revocation(real).end(SessionSearch.ALL, Map.of(), Optional.empty(), ADMINISTRATOR));
    assertThat(kept()).isEmpty();
  }

  @Test
  void preview_endsNothing() {
    UUID session = open();
    assertThat(revocation(real).preview(search)).isEqualTo(new BulkRevocation.Outcome(1, 0));
    assertThat(fixture.families.find(session).orElseThrow().state(fixture.clock.instant()))
        .isEqualTo(Session.State.ACTIVE);
    assertThat(kept()).isEmpty();
  }

  @Test
  void end_moreThanOnePart_isCountedToTheLastAndToldOnce() {
    List<Integer> sizes = new ArrayList<>();
    BulkEndings counted =
        endings(
            1001,
            (call, families) -> {
              sizes.add(families.size());
              return ended(families);
            });
    assertThat(revocation(counted).end(search, CRITERIA, Optional.empty(), ADMINISTRATOR))
        .isEqualTo(new BulkRevocation.Outcome(1001, 1001));
    assertThat(sizes).containsExactly(500, 500, 1);
    assertToldOnce("1001", "1001");
  }

  /** What others held is ended one by one, when the rest is done. */
  @Test
  void end_busyOnes_areEndedInTheEnd() {
    List<Integer> sizes = new ArrayList<>();
    BulkEndings busy =
        endings(
            503,
            (call, families) -> {
              sizes.add(families.size());
              return call == 0
                  ? new BulkEndings.EndedSome(498, families.subList(0, 2))
                  : ended(families);
            });
    assertThat(revocation(busy).end(search, CRITERIA, Optional.empty(), ADMINISTRATOR))
        .isEqualTo(new BulkRevocation.Outcome(503, 503));
    assertThat(sizes).containsExactly(500, 3, 1, 1);
    assertToldOnce("503", "503");
  }

  /** The event says what was done until then, and the access tokens of that are denied. */
  @Test
  void end_aPartFails_isToldWithWhatWasDone() {
    BulkEndings failing =
        endings(
            501,
            (call, families) -> {
              if (call > 0) {
                throw new OutcomeUnknownException();
              }
              return ended(families);
            });
    assertThatThrownBy(
            () -> revocation(failing).end(search, CRITERIA, Optional.empty(), ADMINISTRATOR))
        .isInstanceOf(OutcomeUnknownException.class);
    assertToldOnce("501", "500");
  }
}
