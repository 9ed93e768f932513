package io.countersign.auth.spi;

import io.countersign.auth.Device;
import io.countersign.auth.RefreshTokenId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The families in a map, under one lock. */
public final class InMemoryRefreshTokenStore implements RefreshTokenStore, SessionDirectory {

  private record Row(
      UUID userId,
      int epoch,
      int generation,
      SecretBytes tokenDigest,
      @Nullable SecretBytes successorSalt,
      @Nullable SecretBytes deviceDigest,
      Device device,
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
              openedAt,
              lastUsedAt,
              expiresAt,
              endsAt,
              newEnding);
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
          openedAt,
          attempt.now(),
          attempt.successorExpiresAt().isBefore(endsAt) ? attempt.successorExpiresAt() : endsAt,
          endsAt,
          ending);
    }
  }

  /** As the octets compare, which a database does; Java compares halves with their signs. */
  private static final Comparator<UUID> BY_ID = Comparator.comparing(UUID::toString);

  private final InMemoryUserStore users;
  private final Map<UUID, Row> rows = new HashMap<>();

  /** A store of families of these users. */
  public InMemoryRefreshTokenStore(InMemoryUserStore users) {
    this.users = users;
  }

  @Override
  public synchronized Optional<Grant> open(NewFamily f, Report<Grant> report) {
    UserAccount user = users.findById(f.userId()).orElse(null);
    if (user == null || !isCurrent(f.userId(), f.epoch())) {
      return Optional.empty();
    }
    if (rows.containsKey(f.id())) {
      return peek(f.id()).flatMap(state -> state.grantOf(f));
    }
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
            f.openedAt(),
            f.openedAt(),
            f.expiresAt(),
            f.endsAt(),
            null));
    Grant grant = grant(new RefreshTokenId(f.id(), 0), f.expiresAt(), user);
    events().keep(report, grant);
    return Optional.of(grant);
  }

  private static Grant grant(RefreshTokenId token, Instant expiresAt, UserAccount user) {
    return new Grant(token, expiresAt, user.id(), user.username(), user.roles(), user.epoch());
  }

  private InMemorySecurityEventStore events() {
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
    Rotation objection = state(family, row, user).objectionTo(attempt).orElse(null);
    if (objection instanceof Rotation.Refused refused && refused.endsFamily()) {
      refused
          .reason()
          .endReason()
          .ifPresent(reason -> end(family, row, new Ending(reason, Ending.SYSTEM, attempt.now())));
      events().keep(report, refused);
    }
    if (objection != null) {
      return objection;
    }
    Row rotated = row.rotated(attempt);
    rows.put(family, rotated);
    return new Rotation.Accepted(
        grant(new RefreshTokenId(family, rotated.generation()), rotated.expiresAt(), user));
  }

  @Override
  public synchronized Optional<FamilyState> peek(UUID family) {
    return Optional.ofNullable(row(family))
        .map(row -> state(family, row, users.findById(row.userId()).orElseThrow()));
  }

  /** A family whose user is there: those of a deleted one have gone with her. */
  private @Nullable Row row(UUID family) {
    Row row = rows.get(family);
    return row == null || users.findById(row.userId()).isEmpty() ? null : row;
  }

  private FamilyState state(UUID family, Row row, UserAccount user) {
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
        row.lastUsedAt(),
        row.expiresAt(),
        row.ending() == null ? null : row.ending().reason());
  }

  private void end(UUID id, Row row, Ending ending) {
    rows.put(id, row.ended(ending));
    users.denylist().commit(Denial.ofSession(id, ending.at()));
  }

  @Override
  public synchronized Optional<UUID> delete(UUID family, Instant now, Report<UUID> report) {
    Optional<UUID> owner = Optional.ofNullable(row(family)).map(Row::userId);
    rows.remove(family);
    users.denylist().commit(Denial.ofSession(family, now));
    owner.ifPresent(user -> events().keep(report, user));
    return owner;
  }

  @Override
  public synchronized Optional<Ended> end(
      UUID family, @Nullable UUID userId, Ending ending, Report<Ended> report) {
    Row row = row(family);
    if (row == null || (userId != null && !userId.equals(row.userId()))) {
      return Optional.empty();
    }
    boolean now = goesOn(row);
    if (now) {
      end(family, row, ending);
    }
    Ended ended = new Ended(row.userId(), now && row.expiresAt().isAfter(ending.at()));
    if (ended.now()) {
      events().keep(report, ended);
    }
    return Optional.of(ended);
  }

  @Override
  public synchronized EndedBatch endOthers(
      UUID userId, UUID kept, Ending ending, Report<EndedBatch> report) {
    Map<UUID, Row> others = new HashMap<>(rows);
    others.values().removeIf(row -> !row.userId().equals(userId) || !goesOn(row));
    others.remove(kept);
    others.forEach((id, row) -> end(id, row, ending));
    EndedBatch ended = new EndedBatch(live(others, ending.at()), true);
    events().keep(report, ended);
    return ended;
  }

  @Override
  public synchronized int endAll(UUID userId, Ending ending, Report<Integer> report) {
    Map<UUID, Row> all = new HashMap<>(rows);
    all.values().removeIf(row -> !row.userId().equals(userId) || !goesOn(row));
    users.endSessions(userId, ending);
    int live = live(all, ending.at());
    events().keep(report, live);
    return live;
  }

  private static int live(Map<UUID, Row> rows, Instant now) {
    return (int) rows.values().stream().filter(row -> row.expiresAt().isAfter(now)).count();
  }

  @Override
  public synchronized void endEverything(Ending ending, Report<Ending> report) {
    users.endEverything(ending);
    events().keep(report, ending);
  }

  @Override
  public synchronized List<Session> sessionsOf(
      UUID userId, @Nullable Instant activeAt, @Nullable UUID before, int limit) {
    return rows.entrySet().stream()
        .filter(e -> e.getValue().userId().equals(userId) && row(e.getKey()) != null)
        .filter(e -> activeAt == null || isActive(e.getValue(), activeAt))
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

  private boolean isActive(Row row, Instant now) {
    return goesOn(row) && row.expiresAt().isAfter(now);
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
        row.openedAt(),
        row.lastUsedAt(),
        row.expiresAt(),
        row.generation(),
        ending);
  }

  private boolean goesOn(Row row) {
    return row.ending() == null && isCurrent(row.userId(), row.epoch());
  }

  private boolean isCurrent(UUID userId, int epoch) {
    return users.findById(userId).filter(user -> !user.disabled()).isPresent()
        && users.endingOf(userId, epoch).isEmpty();
  }
}
