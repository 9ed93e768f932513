package io.countersign.auth.cli;

import io.countersign.auth.verify.PromptHttp;
import io.countersign.auth.verify.ServerAddress;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;

/** Asks a server's administration, once and for ten seconds at most. */
final class AdminClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LARGEST = 1 << 20;

  private final ServerAddress server;
  private final BearerToken token;
  private final PromptHttp http;

  AdminClient(ServerAddress server, BearerToken token) {
    this(server, token, PATIENCE);
  }

  /** Waits for another time than ten seconds. */
  AdminClient(ServerAddress server, BearerToken token, Duration patience) {
    this.server = server;
    this.token = token;
    this.http = new PromptHttp(patience, LARGEST);
  }

  /**
   * Reads something.
   *
   * @param path below the server's address
   * @throws CommandFailedException when the server refuses, or does not answer as it should
   */
  AdminAnswer get(String path) {
    return send(HttpRequest.newBuilder(server.resolve(path)).GET());
  }

  /**
   * Has something done.
   *
   * @param path below the server's address
   * @throws CommandFailedException when the server refuses, or does not answer as it should
   */
  AdminAnswer post(String path) {
    return send(HttpRequest.newBuilder(server.resolve(path)).POST(BodyPublishers.noBody()));
  }

  private AdminAnswer send(HttpRequest.Builder builder) {
    HttpRequest request =
        builder
            .header("Authorization", token.authorization())
            .header("Accept", "application/json, application/problem+json")
            .build();
    try {
      PromptHttp.Answer answer = http.send(request);
      return AdminAnswer.of(answer.status(), answer.body());
    } catch (IOException e) {
      throw new CommandFailedException(request.uri() + ": " + e.getMessage(), e);
    }
  }
}
