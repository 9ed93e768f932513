package io.countersign.auth.spi;

import io.countersign.auth.Device;
import io.countersign.auth.RefreshTokenId;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The families in a map, under one lock. */
public final class InMemoryRefreshTokenStore implements RefreshTokenStore, SessionDirectory {

  record Row(
      UUID userId,
      int epoch,
      int generation,
      SecretBytes tokenDigest,
      @Nullable SecretBytes successorSalt,
      @Nullable SecretBytes deviceDigest,
      Device device,
      SessionTerms terms,
      Instant openedAt,
      Instant lastUsedAt,
      Instant expiresAt,
      Instant endsAt,
      @Nullable Ending ending) {

    Row ended(Ending newEnding) {
      return ending != null
          ? this
          : new Row(
              userId,
              epoch,
              generation,
              tokenDigest,
              successorSalt,
              deviceDigest,
              device,
              terms,
              openedAt,
              lastUsedAt,
              expiresAt,
              endsAt,
              newEnding);
    }

    Row reauthenticated(Instant at) {
      return new Row(
          userId,
          epoch,
          generation,
          tokenDigest,
          successorSalt,
          deviceDigest,
          device,
          new SessionTerms(Optional.of(at), terms.isBrief(), terms.audience()),
          openedAt,
          lastUsedAt,
          expiresAt,
          endsAt,
          ending);
    }

    Row rotated(RotationAttempt attempt) {
      return new Row(
          userId,
          epoch,
          generation + 1,
          attempt.successorDigest(),
          attempt.successorSalt(),
          deviceDigest,
          device,
          terms,
          openedAt,
          attempt.now(),
          attempt.successorExpiresAt().isBefore(endsAt) ? attempt.successorExpiresAt() : endsAt,
          endsAt,
          ending);
    }
  }

  /** As the octets compare, which a database does; Java compares halves with their signs. */
  private static final Comparator<UUID> BY_ID = Comparator.comparing(UUID::toString);

  /** No host name fits, so none is looked up. */
  private static final Pattern LITERAL = Pattern.compile("[0-9.]+|[0-9a-fA-F:]*:[0-9a-fA-F:]*");

  final InMemoryUserStore users;
  final Map<UUID, Row> rows = new HashMap<>();

  /** A store of families of these users. */
  public InMemoryRefreshTokenStore(InMemoryUserStore users) {
    this.users = users;
  }

  @Override
  public synchronized Opening open(NewFamily f, Report<Opening.Opened> report) {
    UserAccount user = users.findById(f.userId()).orElse(null);
    if (user == null || !isCurrent(f.userId(), f.epoch())) {
      return new Opening.Refused(Opening.Reason.NOT_CURRENT);
    }
    if (rows.containsKey(f.id())) {
      return peek(f.id())
          .flatMap(state -> state.grantOf(f))
          .<Opening>map(grant -> new Opening.Opened(grant, List.of(), Optional.empty()))
          .orElseGet(() -> new Opening.Refused(Opening.Reason.NOT_CURRENT));
    }
    List<UUID> others = othersByLastUse(f);
    int surplus = Math.max(0, others.size() - f.limit().most() + 1);
    if (surplus > 0 && !f.limit().endsOldest()) {
      return new Opening.Refused(Opening.Reason.TOO_MANY);
    }
    List<UUID> ended = others.subList(0, surplus);
    ended.forEach(id -> end(id, new Ending(EndReason.SESSION_LIMIT, Ending.SYSTEM, f.openedAt())));
    rows.put(
        f.id(),
        new Row(
            f.userId(),
            f.epoch(),
            0,
            f.tokenDigest(),
            null,
            f.deviceDigest(),
            f.device().withFingerprint(null),
            f.terms(),
            f.openedAt(),
            f.openedAt(),
            f.expiresAt(),
            f.endsAt(),
            null));
    Grant grant = grant(new RefreshTokenId(f.id(), 0), f.expiresAt(), user, f.terms());
    Opening.Opened opened = new Opening.Opened(grant, ended, replace(f));
    events().keep(report, opened);
    return opened;
  }

  private List<UUID> othersByLastUse(NewFamily f) {
    return rows.entrySet().stream()
        .filter(e -> e.getValue().userId().equals(f.userId()) && !e.getKey().equals(f.replaces()))
        .filter(e -> isActive(state(e.getKey(), e.getValue()), f.openedAt()))
        .sorted(
            Comparator.comparing((Map.Entry<UUID, Row> e) -> e.getValue().lastUsedAt())
                .thenComparing(Map.Entry::getKey, BY_ID))
        .map(Map.Entry::getKey)
        .toList();
  }

  private Optional<UUID> replace(NewFamily f) {
    UUID replaced = f.replaces();
    if (replaced == null) {
      return Optional.empty();
    }
    Row row = row(replaced);
    rows.remove(replaced);
    users.denylist().commit(Denial.ofSession(replaced, f.openedAt()));
    return Optional.ofNullable(row).map(Row::userId);
  }

  private static Grant grant(
      RefreshTokenId token, Instant expiresAt, UserAccount user, SessionTerms terms) {
    return new Grant(
        token, expiresAt, user.id(), user.username(), user.roles(), user.epoch(), terms);
  }

  @Override
  public synchronized Optional<Grant> reauthenticate(
      UUID family, UUID userId, Instant at, Report<Grant> report) {
    synchronized (users) { // the user of the grant is the one that was judged
      Row row = row(family);
      if (row == null || !row.userId().equals(userId) || !isActive(state(family, row), at)) {
        return Optional.empty();
      }
      Row noted = row.reauthenticated(at);
      rows.put(family, noted);
      Grant grant =
          grant(
              new RefreshTokenId(family, noted.generation()),
              noted.expiresAt(),
              users.findById(userId).orElseThrow(),
              noted.terms());
      events().keepLatest(report, grant);
      return Optional.of(grant);
    }
  }

  InMemorySecurityEventStore events() {
    return users.denylist().events();
  }

  @Override
  public synchronized Rotation rotate(RotationAttempt attempt, Report<Rotation.Refused> report) {
    UUID family = attempt.token().family();
    Row row = row(family);
    if (row == null) {
      return new Rotation.Refused(Rotation.Reason.REVOKED, Optional.empty(), false);
    }
    UserAccount user = users.findById(row.userId()).orElseThrow();
    Rotation outcome = state(family, row).outcomeWithoutRotating(attempt).orElse(null);
    if (outcome instanceof Rotation.Refused refused && refused.endsFamily()) {
      refused
          .reason()
          .endReason()
          .ifPresent(reason -> end(family, new Ending(reason, Ending.SYSTEM, attempt.now())));
      events().keep(report, refused);
    }
    if (outcome != null) {
      return outcome;
    }
    Row rotated = row.rotated(attempt);
    rows.put(family, rotated);
    return new Rotation.Accepted(
        grant(
            new RefreshTokenId(family, rotated.generation()),
            rotated.expiresAt(),
            user,
            rotated.terms()));
  }

  @Override
  public synchronized Optional<FamilyState> peek(UUID family) {
    return Optional.ofNullable(row(family)).map(row -> state(family, row));
  }

  /** A family whose user is there: those of a deleted one have gone with her. */
  @Nullable Row row(UUID family) {
    Row row = rows.get(family);
    return row == null || users.findById(row.userId()).isEmpty() ? null : row;
  }

  FamilyState state(UUID family, Row row) {
    UserAccount user = users.findById(row.userId()).orElseThrow();
    return new FamilyState(
        family,
        row.userId(),
        user.username(),
        user.roles(),
        isCurrent(row.userId(), row.epoch()),
        user.epoch(),
        row.generation(),
        row.tokenDigest(),
        row.successorSalt(),
        row.deviceDigest(),
        row.terms(),
        row.lastUsedAt(),
        row.expiresAt(),
        row.ending() == null ? null : row.ending().reason());
  }

  void end(UUID id, Ending ending) {
    rows.computeIfPresent(id, (it, row) -> row.ended(ending));
    users.denylist().commit(Denial.ofSession(id, ending.at()));
  }

  @Override
  public synchronized List<Session> sessionsOf(
      UUID userId, @Nullable Instant activeAt, @Nullable UUID before, int limit) {
    return rows.entrySet().stream()
        .filter(e -> e.getValue().userId().equals(userId) && row(e.getKey()) != null)
        .filter(e -> activeAt == null || isActive(state(e.getKey(), e.getValue()), activeAt))
        .filter(e -> before == null || BY_ID.compare(e.getKey(), before) < 0)
        .sorted(Map.Entry.<UUID, Row>comparingByKey(BY_ID).reversed())
        .limit(limit)
        .map(e -> session(e.getKey(), e.getValue()))
        .toList();
  }

  @Override
  public synchronized Optional<Session> find(UUID session) {
    return Optional.ofNullable(row(session)).map(row -> session(session, row));
  }

  @Override
  public synchronized Found search(
      SessionSearch search,
      Optional<Session.State> state,
      Instant now,
      @Nullable UUID before,
      int limit) {
    return new Found(
        matching(search, state, now).stream()
            .filter(it -> before == null || BY_ID.compare(it.id(), before) < 0)
            .sorted(Comparator.comparing(Session::id, BY_ID).reversed())
            .limit(limit)
            .toList(),
        Optional.empty());
  }

  @Override
  public synchronized long count(SessionSearch search, Optional<Session.State> state, Instant now) {
    return matching(search, state, now).size();
  }

  List<Session> matching(SessionSearch search, Optional<Session.State> state, Instant now) {
    return rows.keySet().stream()
        .flatMap(id -> find(id).stream())
        .filter(it -> state.filter(wanted -> it.state(now) != wanted).isEmpty())
        .filter(it -> matches(search, it))
        .toList();
  }

  private boolean matches(SessionSearch search, Session session) {
    return search.userId().filter(it -> !it.equals(session.userId())).isEmpty()
        && search.addresses().filter(it -> !isWithin(it, session.device().address())).isEmpty()
        && search.device().filter(it -> !isPart(it, session.device().name())).isEmpty()
        && search.createdAfter().filter(session.createdAt()::isBefore).isEmpty()
        && search.createdBefore().filter(it -> !session.createdAt().isBefore(it)).isEmpty()
        && search.lastUsedBefore().filter(it -> !session.lastUsedAt().isBefore(it)).isEmpty()
        && search.role().filter(it -> !roles(session.userId()).contains(it)).isEmpty();
  }

  private Set<String> roles(UUID userId) {
    return users.findById(userId).orElseThrow().roles();
  }

  private static boolean isPart(String part, @Nullable String name) {
    return name != null && name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }

  @SuppressWarnings("AddressSelection") // a literal: nothing to select from
  private static boolean isWithin(AddressRange range, @Nullable String address) {
    try {
      return address != null
          && LITERAL.matcher(address).matches()
          && range.contains(InetAddress.getByName(address));
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private static boolean isActive(FamilyState family, Instant now) {
    return family.goesOn() && !family.hasExpired(now);
  }

  private Session session(UUID id, Row row) {
    Optional<Ending> ending =
        row.ending() == null
            ? users.endingOf(row.userId(), row.epoch())
            : Optional.of(row.ending());
    return new Session(
        id,
        row.userId(),
        row.device(),
        row.device().fingerprint() != null,
        row.openedAt(),
        row.lastUsedAt(),
        row.expiresAt(),
        row.generation(),
        ending);
  }

  private boolean isCurrent(UUID userId, int epoch) {
    return users.findById(userId).filter(user -> !user.disabled()).isPresent()
        && users.endingOf(userId, epoch).isEmpty();
  }
}
