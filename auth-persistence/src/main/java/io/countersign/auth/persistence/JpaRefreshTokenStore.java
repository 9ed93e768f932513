package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.FamilyConditions.CURRENT;
import static io.countersign.auth.persistence.FamilyConditions.liveAt;
import static io.countersign.auth.persistence.Timestamps.microseconds;
import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.Device;
import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.FamilyState;
import io.countersign.auth.spi.Grant;
import io.countersign.auth.spi.NewFamily;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.Rotation.Reason;
import io.countersign.auth.spi.RotationAttempt;
import io.countersign.auth.spi.SecretBytes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Opens and rotates families in PostgreSQL. Of several rotations, the one whose conditional update
 * hits the row was first.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
@Confirmed
class JpaRefreshTokenStore implements RefreshTokenStore {

  private static final System.Logger LOG = System.getLogger(JpaRefreshTokenStore.class.getName());

  /** A subquery for the roles of a user. It sees what the statement around it sees. */
  private static final String ROLES =
      "(select string_agg(o.role, chr(10)) from user_role o where o.user_id = %s)";

  /**
   * The rotation: one statement that changes the row if everything still holds and returns what the
   * answer needs. A missing digest is passed as an empty array, which equals no digest.
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
          from user_account u, deployment_epoch d
         where f.family_id = ?1
           and f.generation = ?2
           and f.token_digest = ?3
           and (f.device_digest is null or f.device_digest = ?8)
           and u.user_id = f.user_id
           and %s
        returning f.user_id, u.username, greatest(u.epoch, d.epoch) as epoch, f.expires_at)
      select r.user_id, r.username, r.epoch, %s, %s
        from rotated r
      """
          .formatted(liveAt("?6"), microseconds("r.expires_at"), ROLES.formatted("r.user_id"));

  /**
   * Opens a family, unless an epoch that ends it has begun, and returns what the answer needs. Null
   * is passed as empty.
   *
   * <p>The statement locks the user's row as the foreign key would, but earlier. A user who is
   * being deleted is then not found, instead of violating the foreign key.
   */
  private static final String OPEN =
      """
      with opened as (
        insert into refresh_token_family
               (family_id, user_id, epoch, generation, token_digest, device_digest, device_name,
                user_agent, address, created_at, last_used_at, expires_at, ends_at, cleanup_at)
        select ?1, u.user_id, f.epoch, 0, ?4, nullif(?5, cast('' as bytea)), nullif(?6, ''),
               nullif(?7, ''), nullif(?8, ''), ?9, ?9, ?10, ?11, ?10
          from user_account u, deployment_epoch d, (select cast(?3 as integer) as epoch) f
         where u.user_id = ?2 and %s
           for key share of u
        on conflict (family_id) do nothing
        returning user_id, expires_at)
      select o.user_id, u.username, greatest(u.epoch, d.epoch), %s, %s
        from opened o
        join user_account u on u.user_id = o.user_id
       cross join deployment_epoch d
      """
          .formatted(CURRENT, microseconds("o.expires_at"), ROLES.formatted("u.user_id"));

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaRefreshTokenStore() {}

  @Override
  public Optional<Grant> open(NewFamily family, Report<Grant> report) {
    Device device = family.device();
    List<?> rows =
        entityManager
            .createNativeQuery(OPEN)
            .setParameter(1, family.id())
            .setParameter(2, family.userId())
            .setParameter(3, family.epoch())
            .setParameter(4, family.tokenDigest().toByteArray())
            .setParameter(5, octets(family.deviceDigest()))
            .setParameter(6, text(device.name()))
            .setParameter(7, text(device.userAgent()))
            .setParameter(8, text(device.address()))
            .setParameter(9, timestamp(family.openedAt()))
            .setParameter(10, timestamp(family.expiresAt()))
            .setParameter(11, timestamp(family.endsAt()))
            .getResultList();
    Optional<Grant> opened =
        rows.stream()
            .findFirst()
            .map(row -> grant(new RefreshTokenId(family.id(), 0), (Object[]) row));
    opened.ifPresent(grant -> new EventRecord(entityManager).keep(report, grant));
    return opened.or(() -> peek(family.id()).flatMap(state -> state.grantOf(family)));
  }

  @Override
  public Rotation rotate(RotationAttempt attempt, Report<Rotation.Refused> report) {
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
    RefreshTokenId presented = attempt.token();
    return rows.isEmpty()
        ? refuse(attempt, report)
        : new Rotation.Accepted(
            grant(
                new RefreshTokenId(presented.family(), presented.generation() + 1),
                (Object[]) rows.get(0)));
  }

  private static Grant grant(RefreshTokenId token, Object[] row) {
    String roles = (String) row[4];
    return new Grant(
        token,
        Timestamps.ofMicroseconds(row[3]),
        (UUID) row[0],
        (String) row[1],
        roles == null ? Set.of() : Set.of(roles.split("\n")),
        ((Number) row[2]).intValue());
  }

  /**
   * Finds out under lock why the update hit no row, and ends the family if the reason requires it.
   */
  private Rotation refuse(RotationAttempt attempt, Report<Rotation.Refused> report) {
    Families families = new Families(entityManager);
    RefreshTokenFamilyEntity family = families.hold(attempt.token().family()).orElse(null);
    if (family == null) {
      return new Rotation.Refused(Reason.REVOKED, Optional.empty(), false);
    }
    Rotation outcome =
        families
            .state(family)
            .outcomeWithoutRotating(attempt)
            .orElseGet(() -> refusedForNoReason(family));
    if (outcome instanceof Rotation.Refused refused && refused.endsFamily()) {
      refused
          .reason()
          .endReason()
          .ifPresent(
              reason -> families.end(family, new Ending(reason, Ending.SYSTEM, attempt.now())));
      new EventRecord(entityManager).keep(report, refused);
    }
    return outcome;
  }

  /**
   * Refuses although {@link FamilyState} finds no reason. It asks the same as the update, so one of
   * them is wrong.
   */
  private static Rotation refusedForNoReason(RefreshTokenFamilyEntity family) {
    LOG.log(
        System.Logger.Level.WARNING,
        "The database refused a refresh of family {0}, and nothing is known to stand against it",
        family.id());
    return new Rotation.Refused(Reason.REVOKED, Optional.of(family.userId()), false);
  }

  @Override
  public Optional<FamilyState> peek(UUID family) {
    return Optional.ofNullable(entityManager.find(RefreshTokenFamilyEntity.class, family))
        .filter(found -> entityManager.find(UserAccountEntity.class, found.userId()) != null)
        .map(new Families(entityManager)::state); // a user may be deleted between the two
  }

  private static String text(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static byte[] octets(@Nullable SecretBytes secret) {
    return secret == null ? new byte[0] : secret.toByteArray();
  }
}
