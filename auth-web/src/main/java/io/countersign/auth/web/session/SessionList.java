package io.countersign.auth.web.session;

import io.countersign.auth.spi.Session;
import io.countersign.auth.spi.SessionDirectory;
import io.countersign.auth.web.request.InvalidRequestException;
import io.countersign.auth.web.request.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonObjectBuilder;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.BiFunction;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** A user's sessions, page by page, the latest login first. */
@ApplicationScoped
@NullUnmarked
public class SessionList {

  @Inject SessionDirectory sessions;
  @Inject Clock clock;

  SessionList() {}

  /**
   * Shows a page.
   *
   * @param userId whose sessions
   * @param state {@code active}, the default, or {@code all}, which includes ended and expired
   *     sessions
   * @param json what to show of a session at this time
   * @throws InvalidRequestException when {@code state} is neither, or the cursor is not a session's
   *     id
   */
  public String show(
      UUID userId,
      Page page,
      @Nullable String state,
      BiFunction<Session, Instant, JsonObjectBuilder> json) {
    Instant now = clock.instant();
    Instant activeAt =
        switch (state == null ? "active" : state) {
          case "active" -> now;
          case "all" -> null;
          default -> throw new InvalidRequestException("state", "must be active or all");
        };
    List<Session> found =
        sessions.sessionsOf(
            userId, activeAt, page.after(UUID::fromString).orElse(null), page.fetched());
    return page.show(found, it -> it.id().toString(), it -> json.apply(it, now)).build().toString();
  }
}
