package io.countersign.auth.persistence;

import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Grant;
import io.countersign.auth.spi.NewFamily;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.Rotation.Reason;
import io.countersign.auth.spi.RotationAttempt;
import io.countersign.auth.spi.SecretBytes;
import io.countersign.auth.spi.Session;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The families in PostgreSQL; whoever's conditional update hits the row was first. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
class JpaRefreshTokenStore implements RefreshTokenStore {

  /**
   * The rotation: one statement that changes the row if everything still holds and returns what the
   * answer needs. A digest that is not there is passed as no octets, which equals no digest.
   */
  private static final String ROTATE =
      """
      with rotated as (
        update refresh_token_family f
           set generation = f.generation + 1,
               token_digest = ?4,
               successor_salt = ?5,
               last_used_at = ?6,
               expires_at = least(?7, f.ends_at)
          from user_account u
         where f.family_id = ?1
           and f.generation = ?2
           and f.token_digest = ?3
           and f.end_reason is null
           and f.expires_at > ?6
           and (f.device_digest is null or f.device_digest = ?8)
           and u.user_id = f.user_id
           and u.epoch = f.epoch
           and not u.disabled
        returning f.user_id, u.username, f.epoch, f.expires_at)
      select r.user_id, r.username, r.epoch,
             cast(extract(epoch from r.expires_at) * 1000000 as bigint),
             (select string_agg(o.role, chr(10)) from user_role o where o.user_id = r.user_id)
        from rotated r
      """;

  /** The nil UUID (RFC 9562 §5.9), which no family has. */
  private static final UUID NO_FAMILY = new UUID(0, 0);

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaRefreshTokenStore() {}

  @Override
  public boolean open(NewFamily family) {
    UserAccountEntity user =
        entityManager.find(UserAccountEntity.class, family.userId(), LockModeType.PESSIMISTIC_READ);
    if (user == null || !user.isCurrent(family.epoch())) {
      return false;
    }
    entityManager.persist(new RefreshTokenFamilyEntity(family));
    return true;
  }

  @Override
  public Rotation rotate(RotationAttempt attempt) {
    List<?> rows =
        entityManager
            .createNativeQuery(ROTATE)
            .setParameter(1, attempt.token().family())
            .setParameter(2, attempt.token().generation())
            .setParameter(3, attempt.tokenDigest().toByteArray())
            .setParameter(4, attempt.successorDigest().toByteArray())
            .setParameter(5, attempt.successorSalt().toByteArray())
            .setParameter(6, timestamp(attempt.now()))
            .setParameter(7, timestamp(attempt.successorExpiresAt()))
            .setParameter(8, octets(attempt.deviceDigest()))
            .getResultList();
    return rows.isEmpty()
        ? refuse(attempt)
        : new Rotation.Accepted(grant(attempt.token(), (Object[]) rows.get(0)));
  }

  private static Grant grant(RefreshTokenId presented, Object[] row) {
    String roles = (String) row[4];
    return new Grant(
        new RefreshTokenId(presented.family(), presented.generation() + 1),
        Instant.EPOCH.plus(((Number) row[3]).longValue(), ChronoUnit.MICROS),
        (UUID) row[0],
        (String) row[1],
        roles == null ? Set.of() : Set.of(roles.split("\n")),
        ((Number) row[2]).intValue());
  }

  /** Finds out under lock what stood against the update, and ends the family if that ends it. */
  private Rotation refuse(RotationAttempt attempt) {
    RefreshTokenFamilyEntity family =
        entityManager.find(
            RefreshTokenFamilyEntity.class,
            attempt.token().family(),
            LockModeType.PESSIMISTIC_WRITE);
    if (family == null) {
      return new Rotation.Refused(Reason.REVOKED, Optional.empty(), false);
    }
    UserAccountEntity user = entityManager.find(UserAccountEntity.class, family.userId());
    Rotation outcome =
        family
            .toFamilyState(user)
            .objectionTo(attempt)
            .orElseGet(
                () -> new Rotation.Refused(Reason.REVOKED, Optional.of(family.userId()), false));
    if (outcome instanceof Rotation.Refused refused && refused.endsFamily()) {
      refused.reason().endReason().ifPresent(family::end);
    }
    return outcome;
  }

  @Override
  public void delete(UUID family) {
    entityManager
        .createQuery("delete from RefreshTokenFamilyEntity f where f.id = :family")
        .setParameter("family", family)
        .executeUpdate();
  }

  @Override
  public boolean end(UUID id, @Nullable UUID userId) {
    RefreshTokenFamilyEntity family =
        entityManager.find(RefreshTokenFamilyEntity.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (family == null || (userId != null && !userId.equals(family.userId()))) {
      return false;
    }
    family.end(EndReason.REVOKED);
    return true;
  }

  @Override
  public int endOthers(UUID userId, UUID kept, Instant now) {
    UserAccountEntity user = lock(userId);
    return user == null ? 0 : end(user, kept, now);
  }

  @Override
  public int endAll(UUID userId, Instant now) {
    UserAccountEntity user = lock(userId);
    if (user == null) {
      return 0;
    }
    int ended = end(user, null, now);
    user.advanceEpoch();
    return ended;
  }

  /** Locks the user first, so that two calls for one user never wait for each other's families. */
  private @Nullable UserAccountEntity lock(UUID userId) {
    return entityManager.find(UserAccountEntity.class, userId, LockModeType.PESSIMISTIC_WRITE);
  }

  /**
   * Ends every family that goes on and counts the live ones; a node's clock decides what is
   * counted, not what ends.
   */
  private int end(UserAccountEntity user, @Nullable UUID kept, Instant now) {
    int live = end(user, kept).setParameter("since", timestamp(now)).executeUpdate();
    end(user, kept).setParameter("since", timestamp(Instant.EPOCH)).executeUpdate();
    return live;
  }

  private Query end(UserAccountEntity user, @Nullable UUID kept) {
    return entityManager
        .createQuery(
            """
            update RefreshTokenFamilyEntity f set f.endReason = :reason
             where f.userId = :user and f.id <> :kept and f.endReason is null
               and f.epoch = :epoch and f.expiresAt > :since
            """)
        .setParameter("reason", EndReason.REVOKED)
        .setParameter("user", user.id())
        .setParameter("kept", kept == null ? NO_FAMILY : kept)
        .setParameter("epoch", user.epoch());
  }

  @Override
  public List<Session> liveSessions(UUID userId, Instant now) {
    return entityManager
        .createQuery(
            """
            select f from RefreshTokenFamilyEntity f, UserAccountEntity u
             where f.userId = :user and u.id = f.userId and u.epoch = f.epoch
               and u.disabled = false and f.endReason is null and f.expiresAt > :now
             order by f.lastUsedAt desc, f.id desc
            """,
            RefreshTokenFamilyEntity.class)
        .setParameter("user", userId)
        .setParameter("now", timestamp(now))
        .getResultStream()
        .map(RefreshTokenFamilyEntity::toSession)
        .toList();
  }

  private static byte[] octets(@Nullable SecretBytes secret) {
    return secret == null ? new byte[0] : secret.toByteArray();
  }

  private static OffsetDateTime timestamp(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
