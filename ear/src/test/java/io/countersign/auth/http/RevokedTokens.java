package io.countersign.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Shows revoked access tokens to every node, over and over, and counts what they answer. */
final class RevokedTokens implements AutoCloseable {

  private final List<AuthClient> nodes;
  private final Queue<String> revoked = new ConcurrentLinkedQueue<>();
  private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
  private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads;
  private volatile boolean ending;

  RevokedTokens(List<AuthClient> nodes) {
    this.nodes = nodes;
    this.threads = Executors.newFixedThreadPool(nodes.size());
    nodes.forEach(node -> threads.execute(() -> showAll(node)));
  }

  private void showAll(AuthClient node) {
    while (!ending) {
      for (String token : revoked) {
        show(node, token);
      }
      Thread.onSpinWait();
    }
  }

  private void show(AuthClient node, String token) {
    int status = node.sensitive(token).status();
    statuses.merge(status, 1, Integer::sum);
    if (status != 401 && status != 503) {
      accepted.add(token);
    }
  }

  /** Watches one more token, whose revocation was acknowledged. */
  void watch(String token) {
    revoked.add(token);
  }

  /** Requires that each is refused as revoked, on every node. */
  void requireAllDenied() {
    assertThat(revoked).isNotEmpty();
    nodes.forEach(node -> revoked.forEach(node::requireDenied));
  }

  /** The tokens that any node took. */
  List<String> accepted() {
    return List.copyOf(accepted);
  }

  /** What was counted, in a line. */
  String figures() {
    return "%d revoked tokens shown to %d nodes; answers by status %s; accepted %d"
        .formatted(revoked.size(), nodes.size(), statuses, accepted.size());
  }

  @Override
  public void close() {
    ending = true;
    threads.shutdown();
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
