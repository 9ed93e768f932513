package io.countersign.auth.chaos;

import io.countersign.auth.http.Answer;
import jakarta.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** A node as its clients reach it; an empty answer is none, for whatever reason. */
final class Endpoint {

  /** Longer than a node lets anybody wait for a connection to the database. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private volatile boolean isOut;

  Endpoint(URI base) {
    this.base = base;
  }

  /** Whether it gave no answer and has not been ready since. */
  boolean isOut() {
    return isOut;
  }

  void takeOut() {
    isOut = true;
  }

  /** Asks its probe, as a load balancer does, and takes it back in if it is ready. */
  void takeInIfReady() {
    if (send(request("health/ready").GET()).filter(it -> it.status() == 200).isPresent()) {
      isOut = false;
    }
  }

  Optional<Answer> login(String username, String password) {
    return post("login", "username", username, "password", password);
  }

  Optional<Answer> refresh(String token) {
    return post("refresh", "refresh_token", token);
  }

  Optional<Answer> logout(String token) {
    return post("logout", "refresh_token", token);
  }

  Optional<Answer> addUser(String administrator, String username, String password) {
    return send(
        bearer(request("admin/users"), administrator)
            .POST(json("username", username, "password", password)));
  }

  Optional<Answer> delete(String path, String accessToken) {
    return send(bearer(request(path), accessToken).DELETE());
  }

  /** A sensitive operation that changes nothing: it ends a session that there is not. */
  Optional<Answer> sensitive(String accessToken) {
    return delete("sessions/" + UUID.randomUUID(), accessToken);
  }

  private Optional<Answer> post(String path, String... fields) {
    return send(request(path).POST(json(fields)));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve(path))
        .timeout(PATIENCE)
        .header("Content-Type", "application/json");
  }

  private static HttpRequest.Builder bearer(HttpRequest.Builder request, String accessToken) {
    return request.header("Authorization", "Bearer " + accessToken);
  }

  private static HttpRequest.BodyPublisher json(String... fields) {
    var object = Json.createObjectBuilder();
    for (int i = 0; i < fields.length; i += 2) {
      object.add(fields[i], fields[i + 1]);
    }
    return BodyPublishers.ofString(object.build().toString());
  }

  private Optional<Answer> send(HttpRequest.Builder request) {
    try {
      return Optional.of(Answer.of(client.send(request.build(), BodyHandlers.ofString())));
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return base.toString();
  }
}
