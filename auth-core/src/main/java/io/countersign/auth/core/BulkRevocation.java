package io.countersign.auth.core;

import io.countersign.auth.Actor;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.spi.BulkEndings;
import io.countersign.auth.spi.EndReason;
import io.countersign.auth.spi.Ending;
import io.countersign.auth.spi.Report;
import io.countersign.auth.spi.Session;
import io.countersign.auth.spi.SessionDirectory;
import io.countersign.auth.spi.SessionSearch;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Ends everybody's sessions that match a search, some hundreds at a time, so that nobody else waits
 * for it.
 *
 * <p>There is one event. It is kept together with the first sessions that end, and each further
 * part brings its number up to date in its own transaction. So it is there, with the right number,
 * even if a later part fails or the node does. Listeners are told once, at the end.
 */
public final class BulkRevocation {

  private final SessionDirectory directory;
  private final BulkEndings endings;
  private final Revocations revocations;
  private final SecurityEvents events;
  private final Clock clock;

  /** Ends what {@code directory} finds, made known by {@code revocations}. */
  public BulkRevocation(
      SessionDirectory directory,
      BulkEndings endings,
      Revocations revocations,
      SecurityEvents events,
      Clock clock) {
    this.directory = directory;
    this.endings = endings;
    this.revocations = revocations;
    this.events = events;
    this.clock = clock;
  }

  /**
   * What became of the sessions.
   *
   * @param matched how many live ones matched when it began
   * @param revoked how many of them this call has ended; the others had ended by then, or matched
   *     no more
   */
  public record Outcome(long matched, long revoked) {}

  /** Refuses a search that more sessions match than one call can end. */
  public static final class TooManyMatchesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private TooManyMatchesException() {
      super("more than " + BulkEndings.MOST_MATCHING + " sessions match");
    }
  }

  /** What would be ended now. */
  public Outcome preview(SessionSearch search) {
    return new Outcome(
        directory.count(search, Optional.of(Session.State.ACTIVE), clock.instant()), 0);
  }

  /**
   * Ends the sessions. The caller's own is ended as well, if it matches.
   *
   * @param search which; at least one condition
   * @param criteria the same as the event shows it, by name
   * @param note why, in the words of who ends them
   * @throws TooManyMatchesException when more match than one call can end; nothing is ended
   * @throws IllegalArgumentException when the search has no condition: that ends everything, which
   *     {@link Revocations#endEverything} does at once
   */
  public Outcome end(
      SessionSearch search, Map<String, String> criteria, Optional<String> note, Actor by) {
    if (search.isAll()) {
      throw new IllegalArgumentException("no condition");
    }
    SecurityEvent event = events.now(SecurityEvent.Type.SESSIONS_REVOKED).by(by);
    SecurityEvent ofUser = search.userId().map(event::ofUser).orElse(event);
    List<UUID> matching = endings.matching(search, event.at());
    if (matching.size() > BulkEndings.MOST_MATCHING) {
      throw new TooManyMatchesException();
    }
    Map<String, String> detail = new HashMap<>(criteria);
    detail.put("reason", EndReason.ADMINISTRATOR.code());
    detail.put("matched", Integer.toString(matching.size()));
    note.ifPresent(text -> detail.put("note", text));
    return new Act(search, ofUser.with(detail), note).end(matching);
  }

  /** One call, with what it has done so far. */
  private final class Act {

    private final SessionSearch search;
    private final SecurityEvent event;
    private final Ending ending;
    private final List<UUID> busy = new ArrayList<>();
    private List<SecurityEvent> kept = List.of();
    private long revoked;

    private Act(SessionSearch search, SecurityEvent event, Optional<String> note) {
      this.search = search;
      this.event = event;
      this.ending =
          new Ending(
              EndReason.ADMINISTRATOR, event.actor().orElse(Ending.SYSTEM), event.at(), note);
    }

    private Outcome end(List<UUID> matching) {
      try {
        endPart(matching.subList(0, Math.min(BulkEndings.MOST_ENDED, matching.size())));
        for (int i = BulkEndings.MOST_ENDED; i < matching.size(); i += BulkEndings.MOST_ENDED) {
          endPart(matching.subList(i, Math.min(i + BulkEndings.MOST_ENDED, matching.size())));
        }
        List.copyOf(busy).forEach(family -> endPart(List.of(family)));
      } catch (RuntimeException e) {
        revocations.concludeIfPossible(done());
        throw e;
      }
      return revocations.conclude(done(new Outcome(matching.size(), revoked)));
    }

    private void endPart(List<UUID> families) {
      long before = revoked;
      Report<Integer> report = ended -> List.of(told(before + ended));
      SecurityEvents.Recorded<BulkEndings.EndedSome> part =
          events.record(report, keep -> endings.end(families, search, ending, keep));
      kept = part.events();
      revoked += part.outcome().ended();
      busy.addAll(part.outcome().busy());
    }

    private SecurityEvent told(long number) {
      Map<String, String> detail = new HashMap<>(event.detail());
      detail.put("revoked", Long.toString(number));
      return event.with(detail);
    }

    private SecurityEvents.Recorded<Long> done() {
      return done(revoked);
    }

    private <T> SecurityEvents.Recorded<T> done(T outcome) {
      return new SecurityEvents.Recorded<>(outcome, kept);
    }
  }
}
