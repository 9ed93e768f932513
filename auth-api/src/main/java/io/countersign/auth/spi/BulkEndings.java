package io.countersign.auth.spi;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Ends the families that a search finds, in short transactions.
 *
 * <p>{@link #matching} says which they are. {@link #end} is then called for some of them at a time,
 * so that no login and no refresh waits for more than one such call. What is opened meanwhile is
 * not among them.
 *
 * <p>Every call commits before it returns. A call in doubt is made again, as those of {@link
 * FamilyEndings}.
 */
public interface BulkEndings {

  /** How many families one act can end. */
  int MOST_MATCHING = 100_000;

  /**
   * How many families one call of {@link #end} takes. For each it writes the family and a denial.
   */
  int MOST_ENDED = 500;

  /**
   * The live families that match now, in no order. It says no more than one above {@link
   * #MOST_MATCHING}, since a node must have room for all of them.
   */
  List<UUID> matching(SessionSearch search, Instant now);

  /**
   * Ends those of {@code families} that are live and match, and denies their access tokens. One
   * that has ended stays as it ended.
   *
   * <p>It never waits for a family that another call holds, unless it is the only one: two calls
   * that each hold some and wait for others would never end.
   *
   * <p>The event of the first call is kept beside the families that it ends. Each further call
   * brings it up to date, so that there is one event, and at every moment it says what is done. It
   * is known by its type, time and actor.
   *
   * @param families at most {@link #MOST_ENDED} ids
   * @param search what they still have to match
   * @param ending the same for all calls of one act; its time has no parts of a microsecond
   * @param report of how many of {@code families} were ended
   */
  EndedSome end(List<UUID> families, SessionSearch search, Ending ending, Report<Integer> report);

  /**
   * What one call has done.
   *
   * @param ended how many families it ended
   * @param busy those that others held, and that are still to be ended
   */
  record EndedSome(int ended, List<UUID> busy) {

    /** Copies the list. */
    public EndedSome {
      busy = List.copyOf(busy);
    }
  }
}
