package io.countersign.auth.scan.live;

import io.countersign.auth.scan.live.service.Pacing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A clock that only pauses move, and that knows all of them. */
public final class MovingClock extends Clock implements Pacing {

  static final Instant START = Instant.parse("2026-01-01T12:00:00Z");

  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private volatile Instant now = START;

  @Override
  public void pause(Duration time) {
    pauses.add(time);
    now = now.plus(time);
  }

  List<Duration> pauses() {
    return pauses;
  }

  @Override
  public Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.fixed(now, zone);
  }
}
