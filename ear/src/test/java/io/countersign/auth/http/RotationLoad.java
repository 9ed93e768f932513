package io.countersign.auth.http;

import static io.countersign.auth.http.AuthClient.bearer;

import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Logs in on one node, refreshes on the other, and shows each access token to every verifier, new
 * and once more much later; until the keys have been rotated a number of times.
 */
final class RotationLoad {

  private static final int REFRESHES = 20;

  private final List<AuthClient> nodes;
  private final String username;
  private final String password;
  private final Map<String, Predicate<String>> verifiers = new LinkedHashMap<>();
  private final Map<String, Integer> verified = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<String> refusals = new ConcurrentLinkedQueue<>();
  private final ConcurrentLinkedQueue<String> kept = new ConcurrentLinkedQueue<>();
  private final Map<String, Instant> firstSigned = new ConcurrentHashMap<>();
  private volatile Map<String, Instant> published = Map.of();

  RotationLoad(List<AuthClient> nodes, String username, String password) {
    this.nodes = nodes;
    this.username = username;
    this.password = password;
  }

  /** Adds a verifier, which says whether it accepts a token. */
  void verifiedBy(String name, Predicate<String> verifier) {
    verifiers.put(name, verifier);
  }

  /** Runs one client per node until so many keys have followed the first. */
  void run(int rotations) throws InterruptedException, ExecutionException {
    var threads = Executors.newFixedThreadPool(nodes.size());
    try {
      List<Callable<Void>> clients = new ArrayList<>();
      for (int first = 0; first < nodes.size(); first++) {
        clients.add(client(first, rotations));
      }
      for (var client : threads.invokeAll(clients)) {
        client.get();
      }
    } finally {
      threads.shutdownNow();
    }
    kept.forEach(this::verify);
    published = publications();
  }

  private Callable<Void> client(int first, int rotations) {
    return () -> {
      while (rotations() < rotations) {
        var answer = nodes.get(first).login(username, password).requireStatus(200);
        kept.add(take(answer));
        for (int i = 1; i <= REFRESHES; i++) {
          var node = nodes.get((first + i) % nodes.size());
          answer = node.refresh(answer.text("refresh_token")).requireStatus(200);
          take(answer);
        }
      }
      return null;
    };
  }

  private String take(Answer answer) {
    String token = answer.text("access_token");
    firstSigned.merge(kid(token), Instant.now(), (a, b) -> a.isBefore(b) ? a : b);
    verify(token);
    return token;
  }

  private void verify(String token) {
    verifiers.forEach(
        (name, verifier) -> {
          if (verifier.test(token)) {
            verified.merge(name, 1, Integer::sum);
          } else {
            refusals.add(name + " at " + Instant.now() + ", key " + kid(token));
          }
        });
  }

  private static String kid(String token) {
    String header = token.substring(0, token.indexOf('.'));
    String json = new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8);
    return json.replaceAll(".*\"kid\":\"([^\"]*)\".*", "$1");
  }

  /** When each key was published, as the key ring says. */
  private Map<String, Instant> publications() {
    String token = nodes.get(0).login(username, password).requireStatus(200).text("access_token");
    Map<String, Instant> times = new LinkedHashMap<>();
    for (JsonObject key :
        nodes
            .get(0)
            .get("admin/keys?limit=200", bearer(token))
            .requireStatus(200)
            .json()
            .getJsonArray("items")
            .getValuesAs(JsonObject.class)) {
      times.put(key.getString("kid"), Instant.parse(key.getString("created_at")));
    }
    return times;
  }

  /** How many keys have followed the first. */
  int rotations() {
    return firstSigned.size() - 1;
  }

  /** Who refused a valid token, and when. */
  List<String> refusals() {
    return List.copyOf(refusals);
  }

  /** The keys, but for the first, that signed before they had been published for so long. */
  List<String> signedTooEarly(Duration publishAhead) {
    Instant first = published.values().stream().min(Instant::compareTo).orElseThrow();
    return firstSigned.entrySet().stream()
        .filter(key -> isTooEarly(key.getValue(), published.get(key.getKey()), first, publishAhead))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static boolean isTooEarly(
      Instant signed, @Nullable Instant published, Instant first, Duration publishAhead) {
    return published == null
        || (!published.equals(first) && signed.isBefore(published.plus(publishAhead)));
  }

  /** What was counted, in a line. */
  String figures() {
    return "%d rotations, %d tokens shown again at the end; accepted %s, refused %d"
        .formatted(rotations(), kept.size(), verified, refusals.size());
  }
}
