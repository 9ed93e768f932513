package io.countersign.auth.scan.live.service;

import java.io.IOException;

/**
 * What the tokens are tried on.
 *
 * @param client sends the requests
 * @param request how it is asked
 * @param acceptance what an answer looks like that lets the caller in
 */
public record ProtectedResource(
    ServiceClient client, ResourceRequest request, Acceptance acceptance) {

  /**
   * Asks with a token.
   *
   * @param token empty for none
   * @throws IOException when there is no answer
   */
  Answer ask(String token) throws IOException {
    return client.send(request.with(token));
  }

  /** Asks without a token, and without what else may let somebody in. */
  Answer askBare() throws IOException {
    return client.send(request.bare());
  }

  /** Whether an answer lets the caller in, by its status and the text that it should have. */
  boolean lets(Answer answer) {
    return acceptance.lets(answer);
  }

  Target target() {
    return request.target();
  }
}
