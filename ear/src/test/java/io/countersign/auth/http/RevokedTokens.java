package io.countersign.auth.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Shows revoked access tokens to every node, over and over, and counts what they answer. It leaves
 * the machine time for what else a test does.
 */
final class RevokedTokens implements AutoCloseable {

  private final List<AuthClient> nodes;
  private final List<String> revoked = new CopyOnWriteArrayList<>();
  private final Map<Integer, Integer> statuses = new ConcurrentHashMap<>();
  private final Queue<String> accepted = new ConcurrentLinkedQueue<>();
  private final ScheduledExecutorService threads;
  private final List<ScheduledFuture<?>> shows;

  RevokedTokens(List<AuthClient> nodes) {
    this.nodes = nodes;
    this.threads = Executors.newScheduledThreadPool(nodes.size());
    this.shows = nodes.stream().<ScheduledFuture<?>>map(this::showAll).toList();
  }

  private ScheduledFuture<?> showAll(AuthClient node) {
    var next = new AtomicInteger();
    return threads.scheduleWithFixedDelay(() -> showNext(node, next), 0, 5, TimeUnit.MILLISECONDS);
  }

  private void showNext(AuthClient node, AtomicInteger next) {
    if (!revoked.isEmpty()) {
      show(node, revoked.get(next.getAndIncrement() % revoked.size()));
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

  /** The tokens that any node took, if they were shown all the time. */
  List<String> accepted() {
    assertThat(shows).noneMatch(ScheduledFuture::isDone);
    return List.copyOf(accepted);
  }

  /** What was counted, in a line. */
  String figures() {
    return "%d revoked tokens shown to %d nodes; answers by status %s; accepted %d"
        .formatted(revoked.size(), nodes.size(), statuses, accepted.size());
  }

  @Override
  public void close() {
    threads.shutdown();
    try {
      threads.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
