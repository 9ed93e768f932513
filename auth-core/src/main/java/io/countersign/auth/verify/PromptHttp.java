package io.countersign.auth.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends a request once, with a limit on the time and on the size of the answer. It follows no
 * redirect.
 */
public final class PromptHttp {

  private final HttpClient http;
  private final Duration patience;
  private final int largest;

  /**
   * What came back.
   *
   * @param status the HTTP status
   * @param headers the header
   * @param body the whole body, read as UTF-8
   */
  public record Answer(int status, HttpHeaders headers, String body) {

    /** Hides the body. */
    @Override
    public String toString() {
      return "Answer[" + status + "]";
    }
  }

  /**
   * A client.
   *
   * @param patience how long an answer may take until its last octet
   * @param largest how many octets of body it may have
   */
  public PromptHttp(Duration patience, int largest) {
    this.patience = patience;
    this.largest = largest;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(patience)
            .proxy(new DirectToThisMachine())
            .build();
  }

  /**
   * Sends a request.
   *
   * @throws IOException when no answer came within these limits; the message says why, and nothing
   *     of the request
   */
  public Answer send(HttpRequest request) throws IOException {
    CompletableFuture<Answer> answer =
        http.sendAsync(request, BodyHandlers.ofInputStream()).thenApply(this::read);
    try {
      // Not the request's own timeout, which ends with the headers.
      return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(reason(e), e);
    } catch (TimeoutException e) {
      throw new IOException("no answer within " + seconds(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      answer.cancel(true);
    }
  }

  private String seconds() {
    return patience.toMillis() / 1000.0 + " seconds";
  }

  private Answer read(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      byte[] octets = body.readNBytes(largest + 1);
      if (octets.length > largest) {
        throw new IOException("the answer is larger than any of Countersign's");
      }
      return new Answer(response.statusCode(), response.headers(), new String(octets, UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends no token for this machine through a proxy, even when the JVM has proxies set. */
  private static final class DirectToThisMachine extends ProxySelector {

    @Override
    public List<Proxy> select(URI uri) {
      ProxySelector others = ProxySelector.getDefault();
      return others == null || ServerAddress.isThisMachine(uri.getHost())
          ? List.of(Proxy.NO_PROXY)
          : others.select(uri);
    }

    /** Does nothing: an {@link HttpClient} tells no selector of a failure. */
    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException e) {}
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
