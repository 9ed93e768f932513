package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Families.liveAt;
import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.NewFamily;
import io.countersign.auth.spi.SessionLimit;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.UUID;

/**
 * Keeps users within their limit of live families, inside the transaction of the caller.
 *
 * <p>Of two openings for one user the second waits for the user's row, and only then counts: a
 * statement sees what was committed when it began.
 */
final class RoomForFamily {

  /** How many families one opening ends at most. */
  static final int MOST_ENDED = 500;

  /**
   * As many live families beside the new one as matter. If the user has more, these are of the
   * oldest epochs, and of these the oldest. An index has them in this order, so a user with very
   * many holds nobody up.
   */
  private static final String OTHERS =
      """
      select f.family_id, f.last_used_at
        from refresh_token_family f, user_account u, deployment_epoch d
       where f.user_id = ?1 and u.user_id = ?1 and f.family_id not in (?2, ?3) and %s
       order by f.epoch, f.family_id
       limit ?5
      """
          .formatted(liveAt("?4"));

  private static final String COUNT = "select count(*) from (%s) others".formatted(OTHERS);

  private static final String END_SURPLUS =
      """
      with others as materialized (%s),
      surplus as materialized (
        select family_id from others
         order by last_used_at, family_id
         limit (select greatest(count(*) - ?8, 0) from others)),
      held as materialized (
        select family_id from refresh_token_family
         where family_id in (select family_id from surplus) and end_reason is null
         order by family_id
           for update),
      ended as (
        update refresh_token_family
           set end_reason = 'REVOKED', end_cause = ?6, ended_by = ?7, ended_at = ?4
         where family_id = any (array(select family_id from held))
        returning family_id),
      denied as (
        insert into denial (kind, denied_id, below_epoch, expires_at)
        select 'SESSION', family_id, ?9, ?10 from ended
        on conflict do nothing)
      select family_id from ended
      """
          .formatted(OTHERS);

  private final EntityManager entityManager;
  private final NewFamily family;

  /** Room for a family. Its user is held until the transaction ends. */
  RoomForFamily(EntityManager entityManager, NewFamily family) {
    this.entityManager = entityManager;
    this.family = family;
    entityManager
        .createNativeQuery("select 1 from user_account where user_id = ?1 for no key update")
        .setParameter(1, family.userId())
        .getResultList();
  }

  /** Whether the limit forbids the family. */
  boolean isDenied() {
    SessionLimit limit = family.limit();
    return !limit.endsOldest() && count(others(COUNT, limit.most())) >= limit.most();
  }

  /**
   * Ends the least recently used families of the user, if the limit wants it.
   *
   * @return the families that were ended
   */
  List<UUID> make() {
    SessionLimit limit = family.limit();
    if (!limit.endsOldest()) {
      return List.of();
    }
    Ending ending = new Ending(EndReason.SESSION_LIMIT, Ending.SYSTEM, family.openedAt());
    List<?> ended =
        others(END_SURPLUS, limit.most() + MOST_ENDED)
            .setParameter(6, ending.reason().name())
            .setParameter(7, ending.by())
            .setParameter(8, limit.most() - 1)
            .setParameter(9, Denial.ANY_EPOCH)
            .setParameter(10, timestamp(ending.at().plus(Denial.LONGEST)))
            .getResultList();
    return ended.stream().map(UUID.class::cast).toList();
  }

  private Query others(String statement, int most) {
    UUID replaced = family.replaces();
    return entityManager
        .createNativeQuery(statement)
        .setParameter(1, family.userId())
        .setParameter(2, family.id())
        .setParameter(3, replaced == null ? family.id() : replaced)
        .setParameter(4, timestamp(family.openedAt()))
        .setParameter(5, most);
  }

  private static int count(Query query) {
    return ((Number) query.getSingleResult()).intValue();
  }
}
