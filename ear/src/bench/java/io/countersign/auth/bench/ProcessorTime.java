package io.countersign.auth.bench;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The processor time of a process and of all that descend from it. What a descendant took before it
 * ended counts as far as it was seen, so it wants to be looked at now and then.
 */
final class ProcessorTime {
  private final ProcessHandle root;
  private final Map<Long, Duration> seen = new ConcurrentHashMap<>();

  ProcessorTime(ProcessHandle root) {
    this.root = root;
  }

  /** Returns what they took since they began. */
  Duration total() {
    Stream.concat(Stream.of(root), root.descendants())
        .forEach(
            process ->
                process
                    .info()
                    .totalCpuDuration()
                    .ifPresent(time -> seen.merge(process.pid(), time, ProcessorTime::later)));
    return seen.values().stream().reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration later(Duration before, Duration now) {
    return now.compareTo(before) > 0 ? now : before;
  }
}
