package io.countersign.auth.spi;

import io.countersign.auth.spi.Denial.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A denylist in two maps: what has been committed, and what has been published as well. */
public final class InMemoryDenylist implements Denylist, AccessTokenStore {

  private record Key(Kind kind, @Nullable UUID id) {}

  private final List<Denial> committed = new ArrayList<>();
  private final Map<Key, Integer> published = new HashMap<>();
  private final InMemorySecurityEventStore events = new InMemorySecurityEventStore();
  private boolean available = true;

  /** Where what is reported is kept, of this denylist and of the stores that deny by it. */
  public InMemorySecurityEventStore events() {
    return events;
  }

  @Override
  public synchronized void deny(Denial denial, Report<Denial> report) {
    commit(denial);
    events.keep(report, denial);
  }

  synchronized void commit(Denial denial) {
    committed.add(denial);
  }

  @Override
  public synchronized boolean isDenied(DenylistQuery token) {
    requireAvailable();
    return isDenied(Kind.TOKEN, token.jti(), token)
        || isDenied(Kind.SESSION, token.session(), token)
        || isDenied(Kind.USER, token.userId(), token)
        || isDenied(Kind.EVERYONE, Denial.EVERYONE, token);
  }

  private boolean isDenied(Kind kind, @Nullable UUID id, DenylistQuery token) {
    return published.getOrDefault(new Key(kind, id), 0) > token.epoch();
  }

  @Override
  public synchronized void publish() {
    requireAvailable();
    committed.forEach(
        denial ->
            published.merge(new Key(denial.kind(), denial.id()), denial.belowEpoch(), Math::max));
    committed.clear();
  }

  /** Whether anything is committed that is not known yet. */
  public synchronized boolean hasUnpublished() {
    return !committed.isEmpty();
  }

  @Override
  public void maintain() {
    publish();
  }

  @Override
  public synchronized boolean isAvailable() {
    return available;
  }

  /** Goes out of reach, or comes back. */
  public synchronized void setAvailable(boolean available) {
    this.available = available;
  }

  private void requireAvailable() {
    if (!available) {
      throw new IllegalStateException("out of reach");
    }
  }

  @Override
  public void close() {
    // nothing is open
  }
}
