package io.countersign.auth.persistence;

import io.countersign.auth.OutcomeUnknownException;
import io.countersign.auth.spi.DatabaseOutage;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;

/**
 * One call whose connection may break.
 *
 * <p>A break before the call's work is done rolls it back. The call is then made once more, since a
 * pool hands out connections that broke long ago. A second such break fails it.
 *
 * <p>A break after the work, at the commit, leaves the outcome in doubt, and so does a break of a
 * statement that commits by itself. The call is then made again until its outcome is known, for 10
 * s by default after the doubt arose. What the call took before that does not count: a commit that
 * waits for a slow disk is in doubt like any other.
 */
final class Confirmation {

  private static final System.Logger LOG = System.getLogger(Confirmation.class.getName());

  /** The time in which a database restarts, or another takes over from it. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** A connection that takes longer to break was no stale one. */
  private static final Duration STALE = Duration.ofSeconds(1);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Duration patience;
  private final LongSupplier nanoTime;

  /** When the call began, and once it is in doubt, when that arose. */
  private long since;

  private boolean isWorkDone;
  private boolean isInDoubt;

  Confirmation() {
    this(PATIENCE, System::nanoTime);
  }

  /** A confirmation that tries for this long while the outcome is in doubt. */
  Confirmation(Duration patience, LongSupplier nanoTime) {
    this.patience = patience;
    this.nanoTime = nanoTime;
    since = nanoTime.getAsLong();
  }

  /** To be called when the work is done and not committed yet. */
  void workDone() {
    isWorkDone = true;
  }

  /**
   * Makes the call.
   *
   * @throws OutcomeUnknownException when it may have been committed
   * @throws Exception what the call throws, when it was not
   */
  <T> T of(Callable<T> call) throws Exception {
    Duration pause = Duration.ZERO;
    for (int tries = 1; ; tries++) {
      isWorkDone = false;
      try {
        return call.call();
      } catch (Exception e) {
        doubtIfBrokenAtTheCommit(e);
        if (!mayTryAgain(e, tries)) {
          throw isInDoubt ? unknown(e) : e;
        }
      }
      pause(pause);
      pause = next(pause);
    }
  }

  private void doubtIfBrokenAtTheCommit(Exception failure) {
    boolean isAtTheCommit = isWorkDone || failure instanceof InDoubtException;
    if (!isInDoubt && isAtTheCommit && isBreak(failure)) {
      isInDoubt = true;
      since = nanoTime.getAsLong();
    }
  }

  private static OutcomeUnknownException unknown(Exception last) {
    LOG.log(
        System.Logger.Level.WARNING,
        "It stays unknown whether a commit was carried out, since the last try failed: {0}",
        DatabaseOutage.in(last).map(DatabaseOutage::reason).orElseGet(last::toString));
    return new OutcomeUnknownException();
  }

  private void pause(Duration pause) throws InterruptedException {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      if (isInDoubt) {
        throw unknown(e);
      }
      throw e;
    }
  }

  private boolean mayTryAgain(Exception failure, int tries) {
    if (!isBreak(failure)) {
      return false;
    }
    Duration spent = Duration.ofNanos(nanoTime.getAsLong() - since);
    return isInDoubt ? spent.compareTo(patience) < 0 : tries == 1 && spent.compareTo(STALE) < 0;
  }

  /**
   * For a failed commit, Payara passes on the text of the driver's exception, but not the exception
   * itself.
   */
  private boolean isBreak(Exception failure) {
    return DatabaseOutage.in(failure).isPresent()
        || (isWorkDone && DatabaseOutage.isSilentIn(failure));
  }

  private static Duration next(Duration pause) {
    Duration next = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
    return next.compareTo(LONGEST_PAUSE) < 0 ? next : LONGEST_PAUSE;
  }
}
