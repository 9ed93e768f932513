package io.countersign.auth.chaos;

import io.countersign.auth.http.Answer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A session as its client holds it. One thread at a time presents its token; others end it.
 *
 * <p>Now and then the client takes the answer it got for lost, and presents the token before once
 * more: it must get the very same answer, or there are two successors.
 */
final class Session {

  private static final int REPEAT_EVERY = 10;

  /** The deployment's is a minute, and a request on its way takes time, too. */
  private static final Duration SURELY_WITHIN_THE_WINDOW = Duration.ofSeconds(40);

  /** What the client holds: the latest tokens, and the refresh token before. */
  record Tokens(@Nullable String previous, String refresh, String access, int generation) {}

  /** Whether somebody ends it. */
  private enum Revocation {
    NONE,
    BEGUN,
    ACKNOWLEDGED
  }

  private final String user;
  private final String id;
  private volatile Tokens tokens;
  private volatile Revocation revocation = Revocation.NONE;
  private int turn;
  private boolean isRepeating;
  private long presentedFirst;
  private Endpoint answeredBy;

  /**
   * A session that a login has opened.
   *
   * @param user the user's name
   * @param login the answer to the login
   * @param by the node it was opened by
   * @param turn whose turn is next
   */
  Session(String user, Answer login, Endpoint by, int turn) {
    this.user = user;
    this.id = login.text("session_id");
    this.tokens = tokens(null, login);
    this.answeredBy = by;
    this.turn = turn;
    this.presentedFirst = System.nanoTime();
  }

  private static Tokens tokens(@Nullable String previous, Answer answer) {
    String tokenId = answer.text("refresh_token_id");
    int generation = Integer.parseInt(tokenId.substring(tokenId.lastIndexOf('.') + 1));
    return new Tokens(
        previous, answer.text("refresh_token"), answer.text("access_token"), generation);
  }

  boolean isOf(String name) {
    return user.equals(name);
  }

  String id() {
    return id;
  }

  Tokens tokens() {
    return tokens;
  }

  int nextTurn() {
    return turn++;
  }

  /** The token to present now, the same as the last time if there was no answer to it. */
  String presented() {
    String previous = tokens.previous();
    if (isRepeating && previous != null) {
      return previous;
    }
    return tokens.refresh();
  }

  /** Gives a repetition up that the window may not cover any more: the client has its answer. */
  void prepare() {
    if (isRepeating && waiting().compareTo(SURELY_WITHIN_THE_WINDOW) > 0) {
      isRepeating = false;
      presentedFirst = System.nanoTime();
    }
  }

  /** How long it has been since the token was presented first. */
  Duration waiting() {
    return Duration.ofNanos(System.nanoTime() - presentedFirst);
  }

  /** Takes an accepted refresh, and counts what it is. */
  void accept(Answer answer, Endpoint by, Tally tally) {
    Tokens held = tokens;
    Tokens got = tokens(held.refresh(), answer);
    if (isRepeating) {
      if (got.refresh().equals(held.refresh())) {
        tally.count(Outcome.REPEATED);
      } else {
        tally.fault(Outcome.DOUBLE_SUCCESSOR, this + " got another one when it asked again");
      }
      isRepeating = false;
    } else {
      if (got.generation() != held.generation() + 1) {
        tally.fault(Outcome.DOUBLE_SUCCESSOR, this + " was given generation " + got.generation());
      }
      tokens = got;
      tally.countRefresh();
      if (!by.equals(answeredBy)) {
        tally.count(Outcome.ELSEWHERE);
      }
      isRepeating = got.generation() % REPEAT_EVERY == 0;
    }
    answeredBy = by;
    presentedFirst = System.nanoTime();
  }

  /** Somebody begins to end it: from now on it may be refused. */
  void beginRevocation() {
    revocation = Revocation.BEGUN;
  }

  /** Its end was acknowledged: from now on it must be refused. */
  void acknowledgeRevocation() {
    revocation = Revocation.ACKNOWLEDGED;
  }

  boolean mayBeRefused() {
    return revocation != Revocation.NONE;
  }

  boolean mustBeRefused() {
    return revocation == Revocation.ACKNOWLEDGED;
  }

  @Override
  public String toString() {
    return "session " + id + " at generation " + tokens.generation();
  }
}
