package io.countersign.auth.scan.live.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request after the other: no faster than the rate, no more than are allowed, waiting ten
 * seconds for each and reading 64 KiB at most. It follows no redirect, and certificates are
 * verified. It shares no code with the verifier's {@code PromptHttp}, since the scanner knows no
 * package but its own. Where a service hangs up, the JDK's client asks once more by itself, unless
 * the system property {@code jdk.httpclient.redirects.retrylimit} is 1. Where there is no
 * connection, so that nothing was sent, this asks once more after the interval.
 */
public final class ServiceClient {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int KEPT = 64 * 1024;

  private final HttpClient http;
  private final Clock clock;
  private final Pacing pacing;
  private final Duration interval;
  private final int most;
  private int sent;
  private long last;

  /**
   * A client.
   *
   * @param clock when requests are sent
   * @param pacing what waits between them
   * @param rate how many are sent a second
   * @param most how many are sent at all
   */
  public ServiceClient(Clock clock, Pacing pacing, int rate, int most) {
    this.clock = clock;
    this.pacing = pacing;
    this.interval = Duration.ofSeconds(1).dividedBy(rate);
    this.most = most;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();
  }

  /** How many requests were sent. */
  public int sent() {
    return sent;
  }

  /**
   * Sends a request when it is its turn.
   *
   * @throws HttpTimeoutException when there was no answer in time
   * @throws IOException when there was no answer, saying why and nothing of the request
   * @throws InconclusiveScanException when there were too many requests before
   */
  public Answer send(HttpRequest request) throws IOException {
    if (sent == most) {
      throw new InconclusiveScanException("more than " + most + " requests would be needed");
    }
    awaitTurn();
    sent++;
    try {
      return answer(request);
    } catch (ConnectException e) {
      pause(interval);
      return answer(request);
    }
  }

  private Answer answer(HttpRequest request) throws IOException {
    CompletableFuture<Answer> answer =
        http.sendAsync(request, BodyHandlers.ofInputStream()).thenApply(ServiceClient::read);
    try {
      // Not the request's own timeout, which ends with the headers.
      return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw failure(e);
    } catch (TimeoutException e) {
      throw silence(e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } finally {
      answer.cancel(true);
    }
  }

  private static IOException failure(ExecutionException e) {
    IOException failure =
        e.getCause() instanceof ConnectException
            ? new ConnectException(reason(e))
            : new IOException(reason(e));
    failure.initCause(e);
    return failure;
  }

  private static HttpTimeoutException silence(TimeoutException cause) {
    HttpTimeoutException silence =
        new HttpTimeoutException("no answer within " + PATIENCE.toSeconds() + " seconds");
    silence.initCause(cause);
    return silence;
  }

  private void awaitTurn() {
    if (sent > 0) {
      Duration since = Duration.ofMillis(Math.max(0, clock.millis() - last));
      if (since.compareTo(interval) < 0) {
        pause(interval.minus(since));
      }
    }
    last = clock.millis();
  }

  /** Waits. */
  public void pause(Duration time) {
    try {
      pacing.pause(time);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private static InconclusiveScanException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new InconclusiveScanException("interrupted", e);
  }

  private static Answer read(HttpResponse<InputStream> response) {
    String headers =
        response.headers().map().values().stream()
            .flatMap(Collection::stream)
            .collect(Collectors.joining("\n"));
    try (InputStream body = response.body()) {
      String start = new String(body.readNBytes(KEPT), UTF_8);
      return new Answer(response.statusCode(), headers, start, AnswerTraits.of(response.headers()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    @Nullable String message = innermost.getMessage();
    return message == null ? "no connection" : message;
  }
}
