package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Families.CURRENT;
import static io.countersign.auth.persistence.Families.liveAt;
import static io.countersign.auth.persistence.QueryValues.octets;
import static io.countersign.auth.persistence.QueryValues.text;
import static io.countersign.auth.persistence.Timestamps.microseconds;
import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.Device;
import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.spi.FamilyState;
import io.countersign.auth.spi.Grant;
import io.countersign.auth.spi.NewFamily;
import io.countersign.auth.spi.Opening;
import io.countersign.auth.spi.RefreshTokenStore;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.Rotation;
import io.countersign.auth.spi.RotationAttempt;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Opens and rotates families in PostgreSQL. Of several rotations, the one whose conditional update
 * hits the row was first. Only what is refused costs a second transaction.
 */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
@Confirmed
class JpaRefreshTokenStore implements RefreshTokenStore {

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
                user_agent, address, created_at, last_used_at, expires_at, ends_at, cleanup_at,
                authenticated_at, brief, audience)
        select ?1, u.user_id, f.epoch, 0, ?4, nullif(?5, cast('' as bytea)), nullif(?6, ''),
               nullif(?7, ''), nullif(?8, ''), ?9, ?9, ?10, ?11, ?10,
               cast(nullif(?12, '') as timestamptz), ?13, ?14
          from user_account u, deployment_epoch d, (select cast(?3 as integer) as epoch) f
         where u.user_id = ?2 and %s
           for key share of u
        on conflict (family_id) do nothing
        returning user_id, expires_at, authenticated_at, brief, audience)
      select f.user_id, u.username, greatest(u.epoch, d.epoch), %s, u.roles, 0, %s
        from opened f
        join user_account u on u.user_id = f.user_id
       cross join deployment_epoch d
      """
          .formatted(CURRENT, microseconds("f.expires_at"), StoredTerms.COLUMNS);

  /** Changes no column that is indexed, as a rotation does. */
  private static final String REAUTHENTICATE =
      """
      update refresh_token_family f
         set authenticated_at = ?3
        from user_account u, deployment_epoch d
       where f.family_id = ?1 and f.user_id = ?2 and u.user_id = f.user_id and %s
      returning f.user_id, u.username, greatest(u.epoch, d.epoch), %s, u.roles, f.generation, %s
      """
          .formatted(liveAt("?3"), microseconds("f.expires_at"), StoredTerms.COLUMNS);

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  @Inject RefusedRotations refusedRotations;

  private @Nullable DataSource dataSource;

  JpaRefreshTokenStore() {}

  @PostConstruct
  void lookUp() {
    rotateOn(AuthDataSource.lookUp());
  }

  void rotateOn(DataSource database) {
    dataSource = database;
  }

  @Override
  public Opening open(NewFamily family, Report<Opening.Opened> report) {
    RoomForFamily room = new RoomForFamily(entityManager, family);
    if (room.isDenied()) {
      return new Opening.Refused(Opening.Reason.TOO_MANY);
    }
    Optional<Grant> grant = insert(family);
    if (grant.isEmpty()) {
      return openedBefore(family);
    }
    Optional<UUID> replacedOf =
        Optional.ofNullable(family.replaces())
            .flatMap(id -> new Families(entityManager).delete(id, family.openedAt()));
    Opening.Opened opened = new Opening.Opened(grant.get(), room.make(), replacedOf);
    new EventRecord(entityManager).keep(report, opened);
    return opened;
  }

  /** The same opening may have been made before, and its caller not told. */
  private Opening openedBefore(NewFamily family) {
    return peek(family.id())
        .flatMap(state -> state.grantOf(family))
        .<Opening>map(grant -> new Opening.Opened(grant, List.of(), Optional.empty()))
        .orElseGet(() -> new Opening.Refused(Opening.Reason.NOT_CURRENT));
  }

  private Optional<Grant> insert(NewFamily family) {
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
            .setParameter(12, family.terms().authenticatedAt().map(Instant::toString).orElse(""))
            .setParameter(13, family.terms().isBrief())
            .setParameter(14, QueryValues.lines(family.terms().audience()))
            .getResultList();
    return granted(family.id(), rows);
  }

  private static Optional<Grant> granted(UUID family, List<?> rows) {
    return rows.stream().findFirst().map(row -> grant(family, (Object[]) row));
  }

  @Override
  public Optional<Grant> reauthenticate(
      UUID family, UUID userId, Instant at, Report<Grant> report) {
    List<?> rows =
        entityManager
            .createNativeQuery(REAUTHENTICATE)
            .setParameter(1, family)
            .setParameter(2, userId)
            .setParameter(3, timestamp(at))
            .getResultList();
    Optional<Grant> granted = granted(family, rows);
    granted.ifPresent(grant -> new EventRecord(entityManager).keepLatest(report, grant));
    return granted;
  }

  /** An accepted rotation takes no transaction but that of its one statement. */
  @Override
  @Transactional(TxType.NOT_SUPPORTED)
  public Rotation rotate(RotationAttempt attempt, Report<Rotation.Refused> report) {
    return FamilyRotation.on(Objects.requireNonNull(dataSource), attempt)
        .<Rotation>map(Rotation.Accepted::new)
        .orElseGet(() -> refusedRotations.judge(attempt, report));
  }

  private static Grant grant(UUID family, Object[] row) {
    return new Grant(
        new RefreshTokenId(family, ((Number) row[5]).intValue()),
        Timestamps.ofMicroseconds(row[3]),
        (UUID) row[0],
        (String) row[1],
        QueryValues.lines((String) row[4]),
        ((Number) row[2]).intValue(),
        StoredTerms.of(row[6], (Boolean) row[7], (String) row[8]));
  }

  @Override
  public Optional<FamilyState> peek(UUID family) {
    return Optional.ofNullable(entityManager.find(RefreshTokenFamilyEntity.class, family))
        .filter(found -> entityManager.find(UserAccountEntity.class, found.userId()) != null)
        .map(new Families(entityManager)::state); // a user may be deleted between the two
  }
}
