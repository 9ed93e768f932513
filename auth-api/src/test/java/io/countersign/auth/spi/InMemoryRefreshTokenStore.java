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

/** The families in a map, under one lock; what is revoked is read off them. */
public final class InMemoryRefreshTokenStore implements RefreshTokenStore, RevocationStore {

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
      @Nullable EndReason endReason) {

    Row ended(EndReason reason) {
      return endReason != null
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
              reason);
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
          endReason);
    }
  }

  private final InMemoryUserStore users;
  private final Map<UUID, Row> rows = new HashMap<>();

  /** A store of families of these users. */
  public InMemoryRefreshTokenStore(InMemoryUserStore users) {
    this.users = users;
  }

  @Override
  public synchronized boolean open(NewFamily f) {
    if (!isCurrent(f.userId(), f.epoch())) {
      return false;
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
    return true;
  }

  @Override
  public synchronized Rotation rotate(RotationAttempt attempt) {
    UUID family = attempt.token().family();
    Row row = rows.get(family);
    if (row == null) {
      return new Rotation.Refused(Rotation.Reason.REVOKED, Optional.empty(), false);
    }
    UserAccount user = users.findById(row.userId()).orElseThrow();
    Rotation objection = state(family, row, user).objectionTo(attempt).orElse(null);
    if (objection instanceof Rotation.Refused refused) {
      refused.reason().endReason().ifPresent(reason -> rows.put(family, row.ended(reason)));
    }
    if (objection != null) {
      return objection;
    }
    Row rotated = row.rotated(attempt);
    rows.put(family, rotated);
    return new Rotation.Accepted(
        new Grant(
            new RefreshTokenId(family, rotated.generation()),
            rotated.expiresAt(),
            user.id(),
            user.username(),
            user.roles(),
            row.epoch()));
  }

  private FamilyState state(UUID family, Row row, UserAccount user) {
    return new FamilyState(
        family,
        row.userId(),
        user.username(),
        user.roles(),
        isCurrent(row.userId(), row.epoch()),
        row.epoch(),
        row.generation(),
        row.tokenDigest(),
        row.successorSalt(),
        row.deviceDigest(),
        row.lastUsedAt(),
        row.expiresAt(),
        row.endReason());
  }

  @Override
  public synchronized void delete(UUID family) {
    rows.remove(family);
  }

  @Override
  public synchronized boolean end(UUID family, @Nullable UUID userId) {
    Row row = rows.get(family);
    if (row == null || (userId != null && !userId.equals(row.userId()))) {
      return false;
    }
    rows.put(family, row.ended(EndReason.REVOKED));
    return true;
  }

  @Override
  public synchronized int endOthers(UUID userId, UUID kept, Instant now) {
    return endBut(kept, userId, now);
  }

  @Override
  public synchronized int endAll(UUID userId, Instant now) {
    int ended = endBut(null, userId, now);
    users.advanceEpoch(userId);
    return ended;
  }

  private int endBut(@Nullable UUID kept, UUID userId, Instant now) {
    int live = (int) liveSessions(userId, now).stream().filter(s -> !s.id().equals(kept)).count();
    rows.replaceAll(
        (id, row) ->
            row.userId().equals(userId) && !id.equals(kept) ? row.ended(EndReason.REVOKED) : row);
    return live;
  }

  @Override
  public synchronized List<Session> liveSessions(UUID userId, Instant now) {
    return rows.entrySet().stream()
        .filter(e -> e.getValue().userId().equals(userId) && isLive(e.getValue(), now))
        .map(e -> session(e.getKey(), e.getValue()))
        .sorted(
            Comparator.comparing(Session::lastUsedAt)
                .thenComparing(s -> s.id().toString())
                .reversed())
        .toList();
  }

  private boolean isLive(Row row, Instant now) {
    return row.endReason() == null
        && row.expiresAt().isAfter(now)
        && isCurrent(row.userId(), row.epoch());
  }

  private static Session session(UUID id, Row row) {
    return new Session(
        id,
        row.userId(),
        row.device(),
        row.openedAt(),
        row.lastUsedAt(),
        row.expiresAt(),
        row.generation());
  }

  @Override
  public synchronized boolean isRevoked(UUID userId, int epoch, @Nullable UUID session) {
    if (!isCurrent(userId, epoch)) {
      return true;
    }
    if (session == null) {
      return false;
    }
    Row row = rows.get(session);
    return row == null || row.endReason() != null || !row.userId().equals(userId);
  }

  private boolean isCurrent(UUID userId, int epoch) {
    return users.findById(userId).filter(u -> u.epoch() == epoch && !u.disabled()).isPresent();
  }
}
