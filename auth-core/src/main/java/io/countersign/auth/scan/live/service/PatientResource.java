package io.countersign.auth.scan.live.service;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks a resource, and asks again when it is overloaded or does not answer in time. What answers so
 * to a bad token and not to the valid one is not overloaded: it fails.
 */
public final class PatientResource {

  private static final int TOO_MANY_REQUESTS = 429;
  private static final Set<Integer> BUSY = Set.of(TOO_MANY_REQUESTS, 502, 503, 504);
  private static final Duration SHORT = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** So often it is looked whether the valid token fares better; then it is believed. */
  private static final int SURE = 2;

  private final ProtectedResource resource;
  private final String validToken;
  private int failures;

  /** A resource, and the token that it must go on accepting. */
  public PatientResource(ProtectedResource resource, String validToken) {
    this.resource = resource;
    this.validToken = validToken;
  }

  /**
   * Asks with a token.
   *
   * @param token empty for none
   * @throws IOException when there is no answer
   * @throws InconclusiveScanException when the service is overloaded
   */
  public Answer ask(String token) throws IOException {
    Reply reply = reply(token);
    if (!reply.isBusy() || isKnownToFail(reply)) {
      return reply.get();
    }
    resource.client().pause(reply.wait(LONGEST));
    Reply again = reply(token);
    if (again.isBusy()) {
      requireThatOthersAreAnswered(token, again);
    }
    return again.get();
  }

  private boolean isKnownToFail(Reply reply) {
    return failures >= SURE && !reply.isTooMany();
  }

  private void requireThatOthersAreAnswered(String token, Reply reply) throws IOException {
    if (token.equals(validToken)) {
      throw overloaded(reply);
    }
    resource.client().pause(reply.wait(LONGEST));
    Reply control = reply(validToken);
    if (control.isBusy()) {
      throw overloaded(control);
    }
    if (reply.isTooMany()) {
      throw new InconclusiveScanException(
          "tokens that are not accepted are answered with HTTP 429 after "
              + resource.client().sent()
              + " requests; lower the rate, or lift the limit for the scan");
    }
    failures++;
  }

  private InconclusiveScanException overloaded(Reply reply) {
    return new InconclusiveScanException(
        "the service is overloaded, or wants to be asked less often: the valid token is answered"
            + " with "
            + reply
            + " after "
            + resource.client().sent()
            + " requests; lower the rate, or scan later");
  }

  private Reply reply(String token) throws IOException {
    try {
      return new Reply(resource.ask(token), null);
    } catch (HttpTimeoutException e) {
      return new Reply(null, e);
    }
  }

  /** Without a token, and without what else may let somebody in. */
  Answer askBare() throws IOException {
    return resource.askBare();
  }

  /** The names of the owner's headers that may let somebody in, empty when there are none. */
  String credentials() {
    return resource.request().credentials();
  }

  /** Whether this answer lets the token through. */
  public boolean lets(Answer answer) {
    return resource.lets(answer);
  }

  Acceptance acceptance() {
    return resource.acceptance();
  }

  /** What sends the requests. */
  public ServiceClient client() {
    return resource.client();
  }

  /**
   * Requires that a token is accepted: else no refusal means anything.
   *
   * @param name what it is called in the exception
   * @throws InconclusiveScanException when it is not
   */
  public Answer requireAccepted(String name, String token) {
    try {
      Answer answer = ask(token);
      if (!lets(answer)) {
        throw new InconclusiveScanException(
            name + " is not accepted (" + told(answer) + "), so no refusal means anything");
      }
      return answer;
    } catch (IOException e) {
      throw new InconclusiveScanException(resource.target().shown() + ": " + e.getMessage(), e);
    }
  }

  private String told(Answer answer) {
    return acceptance().isByStatus() || !acceptance().hasStatus(answer)
        ? answer.toString()
        : answer + " without the accepted text";
  }

  /** An answer, or the timeout in its place. */
  private record Reply(@Nullable Answer answer, @Nullable HttpTimeoutException timeout) {

    boolean isBusy() {
      return answer == null || BUSY.contains(answer.status());
    }

    boolean isTooMany() {
      return answer != null && answer.status() == TOO_MANY_REQUESTS;
    }

    Duration wait(Duration longest) {
      Duration wanted =
          Optional.ofNullable(answer).flatMap(it -> it.traits().retryAfter()).orElse(SHORT);
      return wanted.compareTo(longest) < 0 ? wanted : longest;
    }

    Answer get() throws IOException {
      if (answer == null) {
        throw timeout == null ? new IOException("no answer") : timeout;
      }
      return answer;
    }

    @Override
    public String toString() {
      return answer == null ? "nothing in time" : answer.toString();
    }
  }
}
