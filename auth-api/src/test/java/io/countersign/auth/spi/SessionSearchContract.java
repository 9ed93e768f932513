package io.countersign.auth.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.countersign.auth.Actor;
import io.countersign.auth.Device;
import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.Rotation.Reason;
import io.countersign.auth.spi.Session.State;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SessionDirectory} finds and counts of everybody's sessions, and every {@link
 * BulkEndings} ends of them.
 *
 * <p>Other tests' sessions are there as well. So each test searches on a device, of a user or in a
 * network of its own.
 */
public abstract class SessionSearchContract extends FamilyContract {

  private static final Optional<State> ACTIVE = Optional.of(State.ACTIVE);
  private static final Optional<State> ANY = Optional.empty();

  /** The name of this test's devices. */
  private final String device = "Device " + UUID.randomUUID();

  private final SessionSearch ours = SessionSearch.ALL.onDevice(device);

  /** An id as sessions have it: UUIDv7 (RFC 9562 §5.7). */
  private static UUID id(Instant at) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return new UUID(
        (at.toEpochMilli() << 16) | 0x7000 | random.nextInt(0x1000),
        (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L);
  }

  private Held open(UserAccount user, Instant at, @Nullable String address, String name) {
    return open(user, id(at), at, address, name);
  }

  private Held open(UserAccount user, UUID id, Instant at, @Nullable String address, String name) {
    Held token = new Held(new RefreshTokenId(id, 0), random());
    NewFamily family =
        new NewFamily(
            token.id().family(),
            user.id(),
            epochOf(user),
            token.digest(),
            null,
            new Device(null, name, "curl/8", address),
            SessionTerms.ofLogin(at),
            UNLIMITED,
            null,
            at,
            at.plus(TTL),
            at.plus(MAX));
    assertThat(tryOpen(family)).isPresent();
    return token;
  }

  private Held openAt(UserAccount user, Instant at) {
    return open(user, at, null, device);
  }

  private Held openFrom(@Nullable String address) {
    return open(user(), T0, address, device);
  }

  private static AddressRange range(String first, String last) {
    try {
      return new AddressRange(InetAddress.getByName(first), InetAddress.getByName(last));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void assertFound(SessionSearch search, Held... expected) {
    assertFound(search, ACTIVE, T0, expected);
  }

  /** Found in order, counted alike, and on pages of one. */
  private void assertFound(
      SessionSearch search, Optional<State> state, Instant now, Held... expected) {
    List<UUID> ids =
        List.of(expected).stream()
            .map(token -> token.id().family())
            .sorted(Comparator.comparing(UUID::toString).reversed())
            .toList();
    assertThat(page(search, state, now, null, 100)).containsExactlyElementsOf(ids);
    assertThat(sessions().count(search, state, now)).isEqualTo(ids.size());
    List<UUID> paged = new ArrayList<>();
    List<UUID> page = page(search, state, now, null, 1);
    while (!page.isEmpty()) {
      paged.addAll(page);
      page = page(search, state, now, page.get(0), 1);
    }
    assertThat(paged).isEqualTo(ids);
    if (state.equals(ACTIVE)) {
      assertThat(bulk().matching(search, now)).containsExactlyInAnyOrderElementsOf(ids);
    }
  }

  private List<UUID> page(
      SessionSearch search, Optional<State> state, Instant now, @Nullable UUID before, int limit) {
    List<UUID> ids = new ArrayList<>();
    UUID end = before;
    do { // a page that has looked at many sessions ends early
      SessionDirectory.Found found = sessions().search(search, state, now, end, limit - ids.size());
      found.sessions().forEach(session -> ids.add(session.id()));
      end = found.lookedAt().orElse(null);
    } while (end != null && ids.size() < limit);
    return ids;
  }

  @Test
  void search_user_findsTheUsersOwn() {
    UserAccount anna = user();
    Held one = openAt(anna, T0);
    Held two = openAt(anna, T0.plusSeconds(1));
    openAt(user(), T0);
    assertFound(SessionSearch.ALL.ofUser(anna.id()), one, two);
    assertFound(ours.ofUser(anna.id()), one, two);
    assertFound(SessionSearch.ALL.ofUser(UUID.randomUUID()));
  }

  @Test
  void search_session_isShownAsByItself() {
    Session session = session(openFrom("192.0.2.7"));
    SessionSearch wanted = ours.ofUser(session.userId());
    assertThat(sessions().search(wanted, ACTIVE, T0, null, 10).sessions()).containsExactly(session);
  }

  @Test
  void search_address_findsThoseFromThere() {
    Held one = openFrom("192.0.2.7");
    Held other = openFrom("192.0.2.8");
    openFrom(null);
    assertFound(ours.from(range("192.0.2.7", "192.0.2.7")), one);
    assertFound(ours.from(range("192.0.2.0", "192.0.2.7")), one);
    assertFound(ours.from(range("192.0.2.7", "192.0.2.8")), one, other);
    assertFound(ours.from(range("192.0.2.9", "192.0.2.255")));
  }

  @Test
  void search_network_hasOneVersionOfIp() {
    Held four = openFrom("10.1.2.3");
    Held six = openFrom("2001:db8:1:2::3");
    Held long6 = openFrom("2001:db8:1:2:0:0:0:4");
    openFrom("2001:db8:1:3::3");
    assertFound(ours.from(range("0.0.0.0", "255.255.255.255")), four);
    assertFound(ours.from(range("2001:db8:1:2::", "2001:db8:1:2:ffff:ffff:ffff:ffff")), six, long6);
  }

  /** Applications pass on what they like. */
  @Test
  void search_textThatIsNoAddress_isOfNoNetwork() {
    Held four = openFrom("10.1.2.3");
    openFrom("localhost");
    openFrom("10.0.0.0/8");
    openFrom("10.1.2.3:443");
    openFrom("unknown, 10.1.2.3");
    assertFound(ours.from(range("0.0.0.0", "255.255.255.255")), four);
    assertThat(sessions().count(ours, ACTIVE, T0)).isEqualTo(5);
  }

  @Test
  void search_device_isAPartInCapitalsOrNot() {
    Held token = openFrom(null);
    String part = device.substring(7).toUpperCase(Locale.ROOT);
    assertFound(SessionSearch.ALL.onDevice(part), token);
    assertFound(SessionSearch.ALL.onDevice(part + "_"));
    assertFound(SessionSearch.ALL.onDevice("%" + part));
  }

  @Test
  void search_created_beginsAtTheTimeAndEndsBeforeIt() {
    UserAccount user = user();
    Held first = openAt(user, T0);
    Held second = openAt(user, T0.plusSeconds(600));
    Held third = openAt(user, T0.plusSeconds(1200));
    assertFound(ours.createdAfter(T0), first, second, third);
    assertFound(ours.createdAfter(T0.plusSeconds(600)), second, third);
    assertFound(ours.createdAfter(T0.plusSeconds(601)), third);
    assertFound(ours.createdBefore(T0.plusSeconds(600)), first);
    assertFound(ours.createdBefore(T0.plusSeconds(601)), first, second);
    assertFound(ours.createdBefore(T0));
    assertFound(ours.createdAfter(T0.plusSeconds(1)).createdBefore(T0.plusSeconds(1200)), second);
  }

  @Test
  void search_timesThatNoIdHas_areNoError() {
    Held token = openFrom(null);
    Instant first = Instant.parse("0001-01-01T00:00:00Z");
    Instant last = Instant.parse("9998-12-31T23:59:59Z");
    assertFound(ours.createdAfter(first).createdBefore(last).lastUsedBefore(last), token);
    assertFound(ours.createdAfter(last));
    assertFound(ours.lastUsedBefore(first));
  }

  @Test
  void search_lastUsed_countsRefreshes() {
    UserAccount user = user();
    Held unused = openAt(user, T0);
    Held used = openAt(user, T0);
    rotate(used); // a minute later
    assertFound(ours.lastUsedBefore(T0.plusSeconds(60)), unused);
    assertFound(ours.lastUsedBefore(T0.plusSeconds(61)), unused, used);
    assertFound(ours.lastUsedBefore(T0));
  }

  @Test
  void search_state_isWhatBecameOfThem() {
    UserAccount user = user();
    Held ended = openAt(user, T0);
    endings().end(ended.id().family(), null, BY_USER, Report.nothing());
    Held byEpoch = openAt(user, T0);
    changePassword(user);
    Held live = openAt(user, T0);
    Held expired = openAt(user, T0.minus(TTL));
    Held endedLate = openAt(user, T0.minus(TTL));
    endings().end(endedLate.id().family(), null, BY_USER, Report.nothing());
    for (SessionSearch search : List.of(ours, SessionSearch.ALL.ofUser(user.id()))) {
      assertFound(search, ACTIVE, T0, live);
      assertFound(search, Optional.of(State.ENDED), T0, ended, byEpoch);
      assertFound(search, Optional.of(State.EXPIRED), T0, expired, endedLate);
      assertFound(search, ANY, T0, ended, byEpoch, live, expired, endedLate);
    }
    assertFound(ours, Optional.of(State.EXPIRED), T0.plus(TTL), live, expired, endedLate);
  }

  /** An epoch that began when they had expired has not ended them. */
  @Test
  void search_expiredBeforeAnEpoch_isExpired() {
    Held token = openAt(user(), T0);
    Instant later = T0.plus(TTL);
    endings()
        .endAll(
            session(token).userId(),
            new Ending(EndReason.REVOKED, "anna", later),
            Report.nothing());
    assertFound(ours, Optional.of(State.EXPIRED), later, token);
    assertFound(ours, Optional.of(State.ENDED), later);
  }

  @Test
  void search_role_isTheUsersNow() {
    UserAccount anna = user();
    Held token = openAt(anna, T0);
    Held other = openAt(user(), T0);
    assertFound(ours.ofRole("two words"), token, other);
    replaceRoles(anna, "editor");
    assertFound(ours.ofRole("editor"), token);
    assertFound(ours.ofRole("two words"), other);
    assertFound(ours.ofRole("two"));
  }

  @Test
  void search_everyCondition_mustHold() {
    UserAccount anna = user();
    Held token = open(anna, T0.plusSeconds(5), "192.0.2.7", device);
    open(anna, T0.plusSeconds(5), "192.0.2.8", device);
    open(anna, T0.plusSeconds(5), "192.0.2.7", "elsewhere");
    open(anna, T0, "192.0.2.7", device);
    open(anna, T0.plusSeconds(9), "192.0.2.7", device);
    open(user(), T0.plusSeconds(5), "192.0.2.7", device);
    assertFound(
        ours.ofUser(anna.id())
            .from(range("192.0.2.6", "192.0.2.7"))
            .createdAfter(T0.plusSeconds(1))
            .lastUsedBefore(T0.plusSeconds(9))
            .ofRole("user"),
        token);
  }

  // The end of them

  private static final Ending NOTED =
      new Ending(EndReason.ADMINISTRATOR, "root", T0, Optional.of("a stolen laptop"));

  private int endAll(SessionSearch search, Ending ending) {
    BulkEndings.EndedSome ended =
        bulk().end(bulk().matching(search, ending.at()), search, ending, Report.nothing());
    assertThat(ended.busy()).isEmpty();
    return ended.ended();
  }

  @Test
  void end_thoseThatMatch_areRevokedAndNoOthers() {
    UserAccount user = user();
    List<Held> matching = List.of(openAt(user, T0), openAt(user, T0));
    Held other = open(user, T0, null, "elsewhere");
    assertThat(endAll(ours, NOTED)).isEqualTo(2);
    assertThat(matching)
        .allSatisfy(
            token -> {
              assertThat(session(token).ending()).contains(NOTED);
              assertRefused(token, Reason.REVOKED);
              assertThat(isDenied(user, token)).isTrue();
            });
    assertThat(isDenied(user, other)).isFalse();
    rotate(other);
  }

  /** As when it is called again, since a connection broke at the commit. */
  @Test
  void end_theSameAgain_countsTheSame() {
    List<UUID> families = List.of(openFrom(null).id().family(), openFrom(null).id().family());
    Ending ending = new Ending(EndReason.ADMINISTRATOR, UUID.randomUUID().toString(), T0);
    Report<Integer> report = report(ending);
    for (int i = 0; i < 2; i++) {
      assertThat(bulk().end(families, ours, ending, report))
          .isEqualTo(new BulkEndings.EndedSome(2, List.of()));
    }
    assertThat(kept(ending)).containsExactly("2");
  }

  private static Report<Integer> report(Ending ending) {
    return ended -> List.of(event(ending, ended));
  }

  private static SecurityEvent event(Ending ending, int ended) {
    return SecurityEvent.of(SecurityEvent.Type.SESSIONS_REVOKED, ending.at())
        .by(new Actor(ending.by(), Optional.empty()))
        .with(Map.of("revoked", Integer.toString(ended)));
  }

  private List<String> kept(Ending ending) {
    return events()
        .list(
            new SecurityEventQuery(
                Optional.empty(),
                Optional.empty(),
                Optional.of(SecurityEvent.Type.SESSIONS_REVOKED),
                Optional.of(ending.at()),
                Optional.of(ending.at().plusSeconds(1)),
                Optional.empty(),
                1000))
        .stream()
        .map(StoredSecurityEvent::event)
        .filter(event -> event.actor().equals(Optional.of(ending.by())))
        .map(event -> String.valueOf(event.detail().get("revoked")))
        .toList();
  }

  @Test
  void end_partsOfOneAct_keepOneEventThatSaysTheLatest() {
    UUID one = openFrom(null).id().family();
    UUID two = openFrom(null).id().family();
    Ending ending = new Ending(EndReason.ADMINISTRATOR, UUID.randomUUID().toString(), T0);
    bulk().end(List.of(one), ours, ending, report(ending));
    assertThat(kept(ending)).containsExactly("1");
    bulk().end(List.of(two), ours, ending, ended -> List.of(event(ending, ended + 1)));
    assertThat(kept(ending)).containsExactly("2");
    Ending other = new Ending(EndReason.ADMINISTRATOR, UUID.randomUUID().toString(), T0);
    bulk().end(List.of(), ours, other, report(other));
    assertThat(kept(other)).containsExactly("0");
    assertThat(kept(ending)).containsExactly("2");
  }

  @Test
  void end_familyThatEndedMeanwhile_staysAsItEnded() {
    Held token = openFrom(null);
    Held live = openFrom(null);
    List<UUID> matching = bulk().matching(ours, T0);
    endings().end(token.id().family(), null, BY_USER, Report.nothing());
    assertThat(bulk().end(matching, ours, BY_ADMINISTRATOR, Report.nothing()).ended()).isEqualTo(1);
    assertThat(session(token).ending()).contains(BY_USER);
    assertThat(session(live).ending()).contains(BY_ADMINISTRATOR);
  }

  /** She is there, so the session that was not used is used. */
  @Test
  void end_familyThatMatchesNoMore_goesOn() {
    Held token = openFrom(null);
    SessionSearch unused = ours.lastUsedBefore(T0.plusSeconds(60));
    List<UUID> matching = bulk().matching(unused, T0);
    assertThat(matching).hasSize(1);
    Held next = rotate(token);
    assertThat(bulk().end(matching, unused, BY_ADMINISTRATOR, Report.nothing()).ended()).isZero();
    rotate(next);
  }

  @Test
  void end_expiredFamily_isNotCounted() {
    openFrom(null);
    Ending late = new Ending(EndReason.ADMINISTRATOR, "root", T0.plus(TTL));
    assertThat(bulk().matching(ours, late.at())).isEmpty();
    assertThat(
            endAll(
                ours, new Ending(late.reason(), "root", late.at().minus(Duration.ofNanos(1000)))))
        .isEqualTo(1);
  }

  @Test
  void end_familiesOfManyRoles_areThoseOfTheRole() {
    UserAccount anna = user();
    Held hers = openAt(anna, T0);
    Held other = openAt(user(), T0);
    replaceRoles(anna, "auth-admin");
    assertThat(endAll(ours.ofRole("auth-admin"), BY_ADMINISTRATOR)).isEqualTo(1);
    assertRefused(hers, Reason.REVOKED);
    assertThat(Set.copyOf(bulk().matching(ours, T0))).containsExactly(other.id().family());
  }

  // At the same moment

  /** How often the race is run. */
  protected int rounds() {
    return raceRounds(50);
  }

  /**
   * Two administrators end the same sessions, while these are refreshed, one of them is ended by
   * its user, and another is opened. What was there is ended, once each, and nothing else is.
   */
  @Test
  void race_bulkEndsAgainstRefreshesAndLogins_endExactlyWhatMatches() throws Exception {
    UserAccount user = user();
    ExecutorService threads = Executors.newFixedThreadPool(9);
    try {
      for (int round = 0; round < rounds(); round++) {
        race(user, threads);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void race(UserAccount user, ExecutorService threads) throws Exception {
    List<Held> there = Stream.generate(() -> openAt(user, T0)).limit(4).toList();
    Held other = open(user, T0, null, "elsewhere");
    List<Callable<Integer>> calls = new ArrayList<>();
    SessionSearch wanted = ours.ofUser(user.id());
    calls.add(() -> endInParts(wanted, "one"));
    calls.add(() -> endInParts(wanted, "two"));
    calls.add(
        () ->
            endings()
                    .end(there.get(0).id().family(), null, BY_USER, Report.nothing())
                    .filter(FamilyEndings.Ended::now)
                    .isPresent()
                ? 1
                : 0);
    there.forEach(
        token ->
            calls.add(
                () -> {
                  store().rotate(attempt(token), Report.nothing());
                  return 0;
                }));
    calls.add(
        () -> {
          rotate(other);
          return 0;
        });
    UUID late = id(T0);
    calls.add(
        () -> {
          open(user, late, T0, null, device);
          return 0;
        });

    CyclicBarrier start = new CyclicBarrier(calls.size());
    List<Future<Integer>> ended = new ArrayList<>();
    for (Callable<Integer> call : calls) {
      ended.add(
          threads.submit(
              () -> {
                start.await();
                return call.call();
              }));
    }
    int sum = 0;
    for (Future<Integer> number : ended) {
      sum += number.get();
    }

    boolean isLateEnded = sessions().find(late).orElseThrow().state(T0) == State.ENDED;
    assertThat(sum).isEqualTo(there.size() + (isLateEnded ? 1 : 0));
    assertThat(there)
        .allSatisfy(token -> assertThat(session(token).state(T0)).isEqualTo(State.ENDED));
    assertThat(session(other).state(T0)).isEqualTo(State.ACTIVE);
    sum = endInParts(wanted, "three");
    assertThat(sum).isEqualTo(isLateEnded ? 0 : 1);
  }

  /** As {@code BulkRevocation} does it. */
  private int endInParts(SessionSearch wanted, String by) {
    Ending ending = new Ending(EndReason.ADMINISTRATOR, by, T0);
    BulkEndings.EndedSome ended =
        bulk().end(bulk().matching(wanted, T0), wanted, ending, Report.nothing());
    int sum = ended.ended();
    for (UUID busy : ended.busy()) {
      sum += bulk().end(List.of(busy), wanted, ending, Report.nothing()).ended();
    }
    return sum;
  }
}
