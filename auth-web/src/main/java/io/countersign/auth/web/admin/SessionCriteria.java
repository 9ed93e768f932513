package io.countersign.auth.web.admin;

import io.countersign.auth.event.IpNetwork;
import io.countersign.auth.spi.SessionSearch;
import io.countersign.auth.web.request.InvalidRequestException;
import io.countersign.auth.web.request.Limits;
import io.countersign.auth.web.request.RequestFields;
import io.countersign.auth.web.session.SecurityEventJson;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions a request means.
 *
 * @param search the same as sessions are searched by
 * @param shown the criteria as they are shown, by name
 */
record SessionCriteria(SessionSearch search, Map<String, String> shown) {

  /** The names of those that a body may have. */
  static final Set<String> NAMES =
      Set.of(
          "user_id", "ip", "device", "created_after", "created_before", "last_used_before", "role");

  private static final int LONGEST_ADDRESS = 64;
  private static final int LONGEST_TIME = 64;
  private static final int LONGEST_ID = 36;

  /** Copies the criteria. */
  SessionCriteria {
    shown = Map.copyOf(shown);
  }

  /** The criteria in a query. */
  @NullUnmarked
  public static class Filter {

    @QueryParam("user_id")
    @Nullable String userId;

    @QueryParam("ip")
    @Nullable String ip;

    @QueryParam("device")
    @Nullable String device;

    @QueryParam("created_after")
    @Nullable String createdAfter;

    @QueryParam("created_before")
    @Nullable String createdBefore;

    @QueryParam("last_used_before")
    @Nullable String lastUsedBefore;

    /** For JAX-RS. */
    public Filter() {}

    private @Nullable String value(String name) {
      return switch (name) {
        case "user_id" -> userId;
        case "ip" -> ip;
        case "device" -> device;
        case "created_after" -> createdAfter;
        case "created_before" -> createdBefore;
        case "last_used_before" -> lastUsedBefore;
        default -> null; // a role is no criterion of a list
      };
    }
  }

  /**
   * Reads the criteria of a query.
   *
   * @throws InvalidRequestException when one is malformed
   */
  static SessionCriteria of(Filter filter) {
    return read(
        (name, longest) ->
            Optional.ofNullable(filter.value(name)).map(text -> line(name, text, longest)));
  }

  private static String line(String name, String text, int longest) {
    if (text.isEmpty() || text.length() > longest) {
      throw new InvalidRequestException(name, "must have 1 to " + longest + " characters");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new InvalidRequestException(name, "must not have control characters");
    }
    return text;
  }

  /**
   * Reads the criteria of a body.
   *
   * @throws InvalidRequestException when one is malformed
   */
  static SessionCriteria of(RequestFields fields) {
    return read(fields::optionalLine);
  }

  /**
   * Reads criteria.
   *
   * @param fields a text by its name, if it is there, and by how long it may be
   */
  private static SessionCriteria read(BiFunction<String, Integer, Optional<String>> fields) {
    Map<String, String> shown = new TreeMap<>();
    BiFunction<String, Integer, Optional<String>> noted =
        (name, longest) -> {
          Optional<String> text = fields.apply(name, longest);
          text.ifPresent(it -> shown.put(name, it));
          return text;
        };
    SessionSearch search =
        new SessionSearch(
            parsed("user_id", noted.apply("user_id", LONGEST_ID), UUID::fromString, "be a UUID"),
            parsed("ip", noted.apply("ip", LONGEST_ADDRESS), SessionCriteria::network, NETWORK)
                .map(IpNetwork::range),
            noted.apply("device", Limits.DEVICE_NAME),
            time("created_after", noted),
            time("created_before", noted),
            time("last_used_before", noted),
            noted.apply("role", Limits.ROLE));
    return new SessionCriteria(search, shown);
  }

  private static final String NETWORK =
      "be an IP address or a range such as 192.0.2.0/24, without bits behind its prefix";

  private static IpNetwork network(String text) {
    return IpNetwork.parse(text).orElseThrow(IllegalArgumentException::new);
  }

  private static Optional<Instant> time(
      String name, BiFunction<String, Integer, Optional<String>> fields) {
    return parsed(
        name,
        fields.apply(name, LONGEST_TIME),
        SecurityEventJson::time,
        "be a time like 2026-01-31T12:00:00Z");
  }

  private static <T> Optional<T> parsed(
      String name, Optional<String> text, Function<String, T> parser, String rule) {
    try {
      return text.map(parser);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidRequestException(name, "must " + rule);
    }
  }
}
