package io.countersign.auth.browser;

import com.sun.net.httpserver.Headers;
import io.countersign.auth.http.AuthClient;
import io.countersign.auth.http.AuthServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Locale;
import java.util.Set;

/** A running server, as a reverse proxy shows it to browsers. */
final class Proxied implements Network.Backend {

  /** Of a connection, not of what goes over it (RFC 9110 §7.6.1). */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "host", "transfer-encoding", "upgrade", "keep-alive");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final String address = AuthClient.newAddress();
  private final URI root;

  Proxied(AuthServer server) {
    root = server.baseUri().resolve("/");
  }

  @Override
  public Reply answer(Call call) throws IOException {
    var request =
        HttpRequest.newBuilder(root.resolve(call.uri().toString()))
            .method(call.method(), BodyPublishers.ofByteArray(call.body()))
            .header("X-Forwarded-For", address);
    call.headers()
        .forEach(
            (name, values) -> {
              if (isPassedOn(name)) {
                values.forEach(value -> request.header(name, value));
              }
            });
    try {
      var answer = client.send(request.build(), BodyHandlers.ofByteArray());
      var headers = new Headers();
      answer
          .headers()
          .map()
          .forEach(
              (name, values) -> {
                if (isPassedOn(name)) {
                  headers.put(name, values);
                }
              });
      return new Reply(answer.statusCode(), headers, answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static boolean isPassedOn(String name) {
    return !OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT));
  }
}
