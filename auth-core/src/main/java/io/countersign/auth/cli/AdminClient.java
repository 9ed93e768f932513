package io.countersign.auth.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Asks a server's administration, once and for ten seconds at most; follows no redirect. */
final class AdminClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LARGEST = 1 << 20;

  private final ServerAddress server;
  private final BearerToken token;
  private final Duration patience;
  private final HttpClient http;

  AdminClient(ServerAddress server, BearerToken token) {
    this(server, token, PATIENCE);
  }

  /** Waits for another time than ten seconds. */
  AdminClient(ServerAddress server, BearerToken token, Duration patience) {
    this.server = server;
    this.token = token;
    this.patience = patience;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .build();
  }

  /**
   * Reads something.
   *
   * @param path below the server's address
   * @throws CommandFailedException when the server refuses, or does not answer as it should
   */
  Answer get(String path) {
    return send(HttpRequest.newBuilder(server.resolve(path)).GET());
  }

  /**
   * Has something done.
   *
   * @param path below the server's address
   * @throws CommandFailedException when the server refuses, or does not answer as it should
   */
  Answer post(String path) {
    return send(HttpRequest.newBuilder(server.resolve(path)).POST(BodyPublishers.noBody()));
  }

  private Answer send(HttpRequest.Builder builder) {
    HttpRequest request =
        builder
            .header("Authorization", token.authorization())
            .header("Accept", "application/json, application/problem+json")
            .build();
    CompletableFuture<Answer> answer =
        http.sendAsync(request, BodyHandlers.ofInputStream()).thenApply(AdminClient::read);
    try {
      // Not the request's own timeout, which ends with the headers.
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CommandFailedException failed) {
        throw failed;
      }
      throw failed(request.uri(), reason(e), e);
    } catch (TimeoutException e) {
      throw failed(request.uri(), "no answer within " + patience.toSeconds() + " seconds", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(request.uri(), "interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  private static Answer read(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      byte[] octets = body.readNBytes(LARGEST + 1);
      if (octets.length > LARGEST) {
        throw new CommandFailedException("the answer is larger than any of Countersign's");
      }
      return Answer.of(response.statusCode(), new String(octets, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CommandFailedException failed(URI uri, String reason, Exception cause) {
    return new CommandFailedException(uri + ": " + reason, cause);
  }

  /** What the innermost cause says; the client's own exceptions often say nothing. */
  private static String reason(Throwable problem) {
    Throwable innermost = problem;
    while (innermost.getCause() != null) {
      innermost = innermost.getCause();
    }
    if (innermost instanceof UnresolvedAddressException) {
      return "unknown host";
    }
    String message = innermost.getMessage();
    return message == null ? "no connection" : message;
  }
}
