package io.countersign.auth.persistence;

import io.countersign.auth.spi.Session;
import io.countersign.auth.spi.SessionSearch;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Pages of a search of everybody's sessions. A page walks down the ids of one index, and looks at
 * no more than {@link #MOST_LOOKED_AT} families on its way.
 *
 * <p>The index is the user's, the address's, or else that of all ids. The addresses of a network
 * have no common order of ids: a network of few families is sorted, and a network of many is met
 * often enough on the way down all ids.
 */
final class SessionPages {

  /** How many families one page looks at. */
  static final int MOST_LOOKED_AT = 10_000;

  /** A network of no more families is read as a whole. */
  static final int FEW = 2_000;

  /** Families in the order of one index. */
  private static final String WALK =
      """
      select f.* from refresh_token_family f where %s order by f.family_id desc
      """;

  /** The walk and each family's user must keep the order: their limits see to that. */
  private static final String MATCHING =
      """
      select f.*
        from (%s limit %d) f
       cross join lateral (
         select * from user_account u where u.user_id = f.user_id limit 1) u
       cross join deployment_epoch d
       where %s
       order by f.family_id desc
       limit %s
      """;

  /** The page, and beside it where the walk stopped, if the page is not full. */
  private static final String PAGE =
      """
      with page (family_id, user_id, device_name, user_agent, address, created_at, last_used_at,
                 expires_at, generation, reason, ended_by, ended_at, note) as materialized (%s)
      select page.*, stop.looked_at
        from (select case when (select count(*) from page) < %s
                          then (select f.family_id from (%s offset %d limit 1) f)
                     end as looked_at) stop
        left join page on true
       order by page.family_id desc
      """;

  private static final String NEAR =
      """
      select count(*)
        from (select 1 from refresh_token_family f where %s limit %d) near
      """;

  private final EntityManager entityManager;
  private final SessionSearch search;

  SessionPages(EntityManager entityManager, SessionSearch search) {
    this.entityManager = entityManager;
    this.search = search;
  }

  /**
   * The query of a page.
   *
   * @param sessions the SQL that shows families, with a place for those
   */
  Query page(
      String sessions,
      Optional<Session.State> state,
      Instant now,
      @Nullable UUID before,
      int limit) {
    SearchConditions conditions = new SearchConditions(search);
    planForTheseValues();
    boolean isByAddress = isByAddress();
    String walk =
        WALK.formatted(
            SearchConditions.all(
                List.of(
                    conditions.user(),
                    isByAddress ? conditions.addresses() : Optional.empty(),
                    Optional.of(conditions.ids(before)))));
    String others =
        SearchConditions.all(
            List.of(
                isByAddress ? Optional.empty() : conditions.addresses(),
                Optional.of(conditions.others(state, now))));
    String wanted = conditions.parameter(limit);
    String matching = MATCHING.formatted(walk, MOST_LOOKED_AT, others, wanted);
    String shown = sessions.formatted(matching);
    return conditions.query(entityManager, PAGE.formatted(shown, wanted, walk, MOST_LOOKED_AT - 1));
  }

  /**
   * A plan for any values would take each user and each range for a rare one, and sort all that
   * they have.
   */
  private void planForTheseValues() {
    entityManager
        .createNativeQuery("select set_config('plan_cache_mode', 'force_custom_plan', true)")
        .getSingleResult();
  }

  private boolean isByAddress() {
    return search.userId().isEmpty()
        && search.addresses().isPresent()
        && (search.addresses().get().isSingle() || isNear());
  }

  private boolean isNear() {
    SearchConditions conditions = new SearchConditions(search);
    String near = NEAR.formatted(conditions.addresses().orElse("true"), FEW + 1);
    return ((Number) conditions.query(entityManager, near).getSingleResult()).intValue() <= FEW;
  }
}
