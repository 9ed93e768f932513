package io.countersign.auth.scan.live;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Map;

/**
 * What the tokens are tried on.
 *
 * @param client sends the requests
 * @param target where it is
 * @param method how it is asked
 * @param headers what is sent besides the token
 * @param acceptance what an answer looks like that lets the caller in
 */
record ProtectedResource(
    ServiceClient client,
    Target target,
    String method,
    Map<String, String> headers,
    Acceptance acceptance) {

  private static final int TOO_MANY_REQUESTS = 429;

  ProtectedResource {
    headers = Map.copyOf(headers);
  }

  /**
   * Asks with a token as RFC 6750 §2.1 has it.
   *
   * @param token empty for none
   * @throws IOException when there is no answer
   * @throws InconclusiveScanException when the service wants to be asked less often
   */
  Answer ask(String token) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target.uri()).method(method, BodyPublishers.noBody());
    headers.forEach(request::header);
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    Answer answer = client.send(request.build());
    if (answer.status() == TOO_MANY_REQUESTS) {
      throw new InconclusiveScanException(
          "the service answers HTTP 429 after " + client.sent() + " requests; lower the rate");
    }
    return answer;
  }

  /** Whether an answer lets the caller in. */
  boolean lets(Answer answer) {
    return acceptance.lets(answer);
  }

  /**
   * Requires that a token is accepted, without which no refusal means anything.
   *
   * @param name what it is called in the exception
   * @throws InconclusiveScanException when it is not
   */
  Answer requireAccepted(String name, String token) {
    try {
      Answer answer = ask(token);
      if (!lets(answer)) {
        throw new InconclusiveScanException(
            name + " is not accepted (HTTP " + answer.status() + "), so no refusal means anything");
      }
      return answer;
    } catch (IOException e) {
      throw new InconclusiveScanException(target.shown() + ": " + e.getMessage(), e);
    }
  }
}
