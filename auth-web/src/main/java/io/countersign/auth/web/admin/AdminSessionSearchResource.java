package io.countersign.auth.web.admin;

import io.countersign.auth.core.BulkRevocation;
import io.countersign.auth.guard.AnswerJson;
import io.countersign.auth.spi.Session.State;
import io.countersign.auth.spi.SessionDirectory;
import io.countersign.auth.web.access.Guard;
import io.countersign.auth.web.access.Guarded;
import io.countersign.auth.web.request.Clients;
import io.countersign.auth.web.request.InvalidRequestException;
import io.countersign.auth.web.request.Page;
import io.countersign.auth.web.request.Reasons;
import io.countersign.auth.web.request.RequestFields;
import io.countersign.auth.web.session.SessionJson;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.SecurityContext;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Everybody's sessions, found, counted and ended by what they have in common. */
@Path("admin")
@ApplicationScoped
@Produces(MediaType.APPLICATION_JSON)
@Guarded(Guard.ADMINISTRATOR)
@NullUnmarked
public class AdminSessionSearchResource {

  private static final Set<String> FIELDS =
      Stream.concat(SessionCriteria.NAMES.stream(), Stream.of(Reasons.REASON, "dry_run"))
          .collect(Collectors.toUnmodifiableSet());

  @Inject SessionDirectory sessions;
  @Inject BulkRevocation revocation;
  @Inject Clients clients;
  @Inject Clock clock;

  @Context HttpHeaders headers;
  @Context HttpServletRequest request;
  @Context SecurityContext security;

  /** For JAX-RS. */
  public AdminSessionSearchResource() {}

  /**
   * Sessions, the latest login first: those that go on, or those of another {@code state}. A page
   * can be short or empty and still have a next one, since a search looks at a bounded number of
   * sessions.
   */
  @GET
  @Path("sessions")
  public String list(
      @BeanParam SessionCriteria.Filter filter,
      @QueryParam("state") @Nullable String state,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Page page = Page.of(limit, cursor);
    Instant now = clock.instant();
    SessionDirectory.Found found =
        sessions.search(
            SessionCriteria.of(filter).search(),
            state(state),
            now,
            page.after(UUID::fromString).orElse(null),
            page.fetched());
    return page.show(
            found.sessions(),
            found.lookedAt().map(UUID::toString),
            session -> session.id().toString(),
            session -> SessionJson.ofAnybody(session, now))
        .build()
        .toString();
  }

  /** How many there are. */
  @GET
  @Path("sessions/count")
  public String count(
      @BeanParam SessionCriteria.Filter filter, @QueryParam("state") @Nullable String state) {
    long count = sessions.count(SessionCriteria.of(filter).search(), state(state), clock.instant());
    return AnswerJson.object().add("count", count).build().toString();
  }

  private static Optional<State> state(@Nullable String state) {
    return switch (state == null ? "active" : state) {
      case "active" -> Optional.of(State.ACTIVE);
      case "ended" -> Optional.of(State.ENDED);
      case "expired" -> Optional.of(State.EXPIRED);
      case "all" -> Optional.empty();
      default ->
          throw new InvalidRequestException("state", "must be active, ended, expired or all");
    };
  }

  /** Ends those that go on, the caller's own as well if it is one of them. */
  @POST
  @Guarded(Guard.FRESH_ADMINISTRATOR)
  @Path("sessions/revoke")
  public String revoke(InputStream body) {
    RequestFields fields = RequestFields.read(headers.getMediaType(), body, FIELDS);
    SessionCriteria criteria = SessionCriteria.of(fields);
    Optional<String> reason = Reasons.of(fields);
    boolean isPreview = fields.optionalBoolean("dry_run").orElse(false);
    if (criteria.search().isAll()) {
      throw InvalidRequestException.body(
          "names no sessions: it needs a criterion, and all end at /auth/admin/logout-all");
    }
    BulkRevocation.Outcome outcome =
        isPreview ? revocation.preview(criteria.search()) : end(criteria, reason);
    return AnswerJson.object()
        .add("matched", outcome.matched())
        .add("revoked", outcome.revoked())
        .build()
        .toString();
  }

  private BulkRevocation.Outcome end(SessionCriteria criteria, Optional<String> reason) {
    try {
      return revocation.end(
          criteria.search(), criteria.shown(), reason, clients.actor(security, request));
    } catch (BulkRevocation.TooManyMatchesException e) {
      throw InvalidRequestException.body(
          "means more than 100000 sessions: end them in parts, or all at /auth/admin/logout-all");
    }
  }
}
