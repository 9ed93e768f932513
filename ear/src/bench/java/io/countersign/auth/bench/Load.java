package io.countersign.auth.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What clients saw who sent one request after the other for some time. */
final class Load {
  /** The status that counts where there is no answer at all. */
  static final int NO_ANSWER = 0;

  private final double seconds;
  private final long[] nanos;
  private final Map<Integer, Integer> errors;

  private Load(double seconds, long[] nanos, Map<Integer, Integer> errors) {
    this.seconds = seconds;
    this.nanos = nanos;
    this.errors = errors;
  }

  /** Lets the clients send for this long, each in a thread of its own. */
  static Load of(List<Client> clients, Duration time) {
    var threads = Executors.newFixedThreadPool(clients.size());
    try {
      var begin = System.nanoTime();
      var end = begin + time.toNanos();
      var parts = new ArrayList<Future<Part>>();
      clients.forEach(client -> parts.add(threads.submit(() -> new Part().fill(client, end))));
      var all = new Part();
      for (var part : parts) {
        all.add(part.get());
      }
      return all.load((System.nanoTime() - begin) / 1e9);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  /** Returns how long it took, the last answers included. */
  double seconds() {
    return seconds;
  }

  /** Returns how many answers there were of status 200. */
  int successes() {
    return nanos.length;
  }

  /** Returns how many others there were, by status. */
  Map<Integer, Integer> errors() {
    return errors;
  }

  /** Returns a percentile of the latencies in milliseconds, NaN if there is none. */
  double percentile(double percent) {
    return nanos.length == 0
        ? Double.NaN
        : nanos[Math.max(0, (int) Math.ceil(nanos.length * percent / 100) - 1)] / 1e6;
  }

  double perSecond() {
    return nanos.length / seconds;
  }

  int errorCount() {
    return errors.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** What one client saw. */
  private static final class Part {
    private final Map<Integer, Integer> errors = new TreeMap<>();
    private long[] nanos = new long[1 << 12];
    private int count;

    Part fill(Client client, long end) {
      for (var begin = System.nanoTime(); begin < end; begin = System.nanoTime()) {
        var status = status(client);
        if (status == 200) {
          add(System.nanoTime() - begin);
        } else {
          errors.merge(status, 1, Integer::sum);
        }
      }
      return this;
    }

    private static int status(Client client) {
      try {
        return client.call().status();
      } catch (IOException e) {
        return NO_ANSWER;
      }
    }

    private void add(long latency) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = latency;
    }

    void add(Part other) {
      for (int i = 0; i < other.count; i++) {
        add(other.nanos[i]);
      }
      other.errors.forEach((status, number) -> errors.merge(status, number, Integer::sum));
    }

    Load load(double seconds) {
      var sorted = Arrays.copyOf(nanos, count);
      Arrays.sort(sorted);
      return new Load(seconds, sorted, errors);
    }
  }
}
