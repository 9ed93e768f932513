package io.countersign.auth.web.session;

import io.countersign.auth.SecurityEvent;
import io.countersign.auth.spi.SecurityEventQuery;
import io.countersign.auth.web.request.InvalidRequestException;
import io.countersign.auth.web.request.Page;
import jakarta.ws.rs.QueryParam;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** The conditions that a listed event must meet. One that is not given does not matter. */
@NullUnmarked
public class EventFilter {

  @QueryParam("session_id")
  @Nullable String sessionId;

  @QueryParam("type")
  @Nullable String type;

  @QueryParam("from")
  @Nullable String from;

  @QueryParam("until")
  @Nullable String until;

  /** For JAX-RS. */
  public EventFilter() {}

  /** Whether it lets every event through. */
  public boolean isEmpty() {
    return Stream.of(sessionId, type, from, until).allMatch(Objects::isNull);
  }

  /**
   * What to ask for.
   *
   * @param user whose events; empty for everybody's
   * @throws InvalidRequestException when a condition is malformed, naming it
   */
  public SecurityEventQuery of(Optional<UUID> user, Page page) {
    return new SecurityEventQuery(
        user,
        uuid("session_id", sessionId),
        read("type", type, EventFilter::type, "must be the type of an event"),
        time("from", from),
        time("until", until),
        page.after(SecurityEventJson::position),
        page.fetched());
  }

  /**
   * Reads an id.
   *
   * @throws InvalidRequestException when it is none
   */
  public static Optional<UUID> uuid(String name, @Nullable String text) {
    return read(name, text, UUID::fromString, "must be a UUID");
  }

  /**
   * Reads a time.
   *
   * @throws InvalidRequestException when it is none
   */
  public static Optional<Instant> time(String name, @Nullable String text) {
    return read(name, text, SecurityEventJson::time, "must be a time like 2026-01-31T12:00:00Z");
  }

  private static <T> Optional<T> read(
      String name, @Nullable String text, Function<String, T> parser, String problem) {
    try {
      return Optional.ofNullable(text).map(parser);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new InvalidRequestException(name, problem);
    }
  }

  private static SecurityEvent.Type type(String name) {
    return Stream.of(SecurityEvent.Type.values())
        .filter(type -> type.code().equals(name))
        .findFirst()
        .orElseThrow(IllegalArgumentException::new);
  }
}
