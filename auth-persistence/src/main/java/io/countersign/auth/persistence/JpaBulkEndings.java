package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Timestamps.timestamp;

import io.countersign.auth.spi.BulkEndings;
import io.countersign.auth.spi.Denial;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.Session;
import io.countersign.auth.spi.SessionSearch;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ends the families of a search in PostgreSQL, some hundreds in a statement. */
@ApplicationScoped
@Transactional(TxType.REQUIRES_NEW)
@Confirmed
class JpaBulkEndings implements BulkEndings {

  private static final Optional<Session.State> ACTIVE = Optional.of(Session.State.ACTIVE);

  private static final String MATCHING =
      """
      select f.family_id
        from refresh_token_family f
        join user_account u on u.user_id = f.user_id
       cross join deployment_epoch d
       where %s
       limit %s
      """;

  /**
   * Ends families, and counts those that this act has ended by now. A call that is made again,
   * since nobody was told of its commit, so counts what it ended the first time.
   */
  private static final String END =
      """
      with wanted as materialized (
        select cast(id as uuid) as family_id from string_to_table(%1$s, ',') id),
      matching as materialized (
        select f.family_id
          from refresh_token_family f, user_account u, deployment_epoch d
         where f.family_id = any (array(select family_id from wanted))
           and u.user_id = f.user_id and %2$s),
      held as materialized (
        select f.family_id
          from refresh_token_family f, user_account u, deployment_epoch d
         where f.family_id = any (array(select family_id from wanted))
           and u.user_id = f.user_id and %2$s
           for update of f %3$s),
      ended as (
        update refresh_token_family
           set end_reason = %4$s, ended_by = %5$s, ended_at = %6$s,
               end_note = nullif(%9$s, '')
         where family_id = any (array(select family_id from held))
        returning family_id),
      denied as (
        insert into denial (kind, denied_id, below_epoch, expires_at)
        select 'SESSION', family_id, %7$s, %8$s from ended
        on conflict do nothing)
      select (select count(*) from ended)
             + (select count(*) from refresh_token_family f
                 where f.family_id = any (array(select family_id from wanted))
                   and f.end_reason = %4$s and f.ended_by = %5$s and f.ended_at = %6$s),
             (select coalesce(string_agg(cast(family_id as text), ','), '') from matching
               where family_id not in (select family_id from held))
      """;

  @PersistenceContext(unitName = "countersign")
  EntityManager entityManager;

  JpaBulkEndings() {}

  @Override
  public List<UUID> matching(SessionSearch search, Instant now) {
    SearchConditions conditions = new SearchConditions(search);
    String matching =
        MATCHING.formatted(conditions.every(ACTIVE, now), conditions.parameter(MOST_MATCHING + 1));
    List<?> ids = conditions.query(entityManager, matching).getResultList();
    return ids.stream().map(UUID.class::cast).toList();
  }

  @Override
  public EndedSome end(
      List<UUID> families, SessionSearch search, Ending ending, Report<Integer> report) {
    EndedSome ended =
        families.isEmpty() ? new EndedSome(0, List.of()) : end(families, search, ending);
    new EventRecord(entityManager).keepLatest(report, ended.ended());
    return ended;
  }

  private EndedSome end(List<UUID> families, SessionSearch search, Ending ending) {
    SearchConditions conditions = new SearchConditions(search);
    String end =
        END.formatted(
            "cast(" + conditions.parameter(lines(families)) + " as text)",
            conditions.every(ACTIVE, ending.at()),
            families.size() == 1 ? "" : "skip locked",
            conditions.parameter(ending.reason().name()),
            conditions.parameter(ending.by()),
            conditions.parameter(timestamp(ending.at())),
            conditions.parameter(Denial.ANY_EPOCH),
            conditions.parameter(timestamp(ending.at().plus(Denial.LONGEST))),
            conditions.parameter(ending.note().orElse("")));
    Object[] row = (Object[]) conditions.query(entityManager, end).getSingleResult();
    return new EndedSome(((Number) row[0]).intValue(), ids((String) row[1]));
  }

  private static String lines(List<UUID> ids) {
    return ids.stream().map(UUID::toString).collect(Collectors.joining(","));
  }

  private static List<UUID> ids(String joined) {
    return joined.isEmpty()
        ? List.of()
        : Stream.of(joined.split(",")).map(UUID::fromString).toList();
  }
}
