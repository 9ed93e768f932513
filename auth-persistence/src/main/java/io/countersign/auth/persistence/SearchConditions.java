package io.countersign.auth.persistence;

import static io.countersign.auth.persistence.Families.CURRENT;
import static io.countersign.auth.persistence.Families.liveAt;
import static io.countersign.auth.persistence.Timestamps.timestamp;
import static java.util.stream.Collectors.joining;

import io.countersign.auth.spi.AddressRange;
import io.countersign.auth.spi.Session;
import io.countersign.auth.spi.SessionSearch;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of one search in SQL, with their values. They speak of a family {@code f}, its
 * user {@code u} and the deployment's row {@code d}. Only conditions that are asked for are sent,
 * so that each query finds its index.
 */
final class SearchConditions {

  /** The max UUID (RFC 9562 §5.10), which no family has. */
  private static final UUID LAST_ID = new UUID(-1, -1);

  /** The nil UUID (RFC 9562 §5.9), which no family is below. */
  private static final UUID FIRST_ID = new UUID(0, 0);

  /** When a family was ended, before its expiry or not; null while it goes on. */
  private static final String ENDED_AT =
      """
      case when f.end_reason is not null then coalesce(f.ended_at, f.last_used_at)
           when not (%s) then coalesce(
             (select e.changed_at from (
                (select * from epoch_change
                  where user_id = f.user_id and epoch > f.epoch order by epoch limit 1)
                union all
                (select * from epoch_change
                  where user_id is null and epoch > f.epoch order by epoch limit 1)) e
               order by e.epoch limit 1),
             f.last_used_at)
      end
      """
          .formatted(CURRENT);

  private final SessionSearch search;
  private final List<Object> values = new ArrayList<>();

  SearchConditions(SessionSearch search) {
    this.search = search;
  }

  /** Takes a value, and returns the parameter that stands for it. */
  String parameter(Object value) {
    values.add(value);
    return "?" + values.size();
  }

  /** A query with all parameters that were asked for. */
  Query query(EntityManager entityManager, String sql) {
    Query query = entityManager.createNativeQuery(sql);
    for (int i = 0; i < values.size(); i++) {
      query.setParameter(i + 1, values.get(i));
    }
    return query;
  }

  /** The ids that sessions of the search can have, below {@code before}. */
  String ids(@Nullable UUID before) {
    UUID above = search.aboveHighestId().orElse(LAST_ID);
    return "f.family_id >= %s and f.family_id < %s"
        .formatted(
            parameter(search.lowestId().orElse(FIRST_ID)),
            parameter(before == null || compare(above, before) < 0 ? above : before));
  }

  /** As the octets compare, which the database does. Java compares halves with their signs. */
  private static int compare(UUID one, UUID other) {
    return one.toString().compareTo(other.toString());
  }

  /** Whose the session is. */
  Optional<String> user() {
    return search.userId().map(user -> "f.user_id = " + parameter(user));
  }

  /** Where the session was opened. */
  Optional<String> addresses() {
    return search.addresses().map(this::within);
  }

  private String within(AddressRange range) {
    String first = inet(range.first());
    return range.isSingle()
        ? "ip_address(f.address) = " + first
        : "ip_address(f.address) between %s and %s".formatted(first, inet(range.last()));
  }

  private String inet(InetAddress address) {
    return "cast(" + parameter(address.getHostAddress()) + " as inet)";
  }

  /** All conditions but those of the user and the addresses, and a state. */
  String others(Optional<Session.State> state, Instant now) {
    return all(
        List.of(
            Optional.of("true"),
            search
                .device()
                .map(
                    part ->
                        "position(lower(cast(%s as text)) in lower(f.device_name)) > 0"
                            .formatted(parameter(part))),
            search.createdAfter().map(time -> "f.created_at >= " + parameter(timestamp(time))),
            search.createdBefore().map(time -> "f.created_at < " + parameter(timestamp(time))),
            search.lastUsedBefore().map(time -> "f.last_used_at < " + parameter(timestamp(time))),
            search
                .role()
                .map(
                    role ->
                        "exists (select 1 from user_role r where r.user_id = f.user_id and r.role = "
                            + parameter(role)
                            + ")"),
            state.map(it -> state(it, now))));
  }

  /** Every condition, and a state. */
  String every(Optional<Session.State> state, Instant now) {
    return all(
        List.of(user(), addresses(), Optional.of(ids(null)), Optional.of(others(state, now))));
  }

  /** All of these conditions, of which there is at least one. */
  static String all(List<Optional<String>> conditions) {
    return conditions.stream().flatMap(Optional::stream).collect(joining(" and "));
  }

  /** {@link Session#state} judges the same in Java. */
  private String state(Session.State state, Instant now) {
    return switch (state) {
      case ACTIVE -> liveAt(parameter(timestamp(now)));
      case ENDED -> "(" + ENDED_AT + ") < f.expires_at";
      case EXPIRED ->
          "f.expires_at <= %s and coalesce((%s) >= f.expires_at, true)"
              .formatted(parameter(timestamp(now)), ENDED_AT);
    };
  }
}
