package io.countersign.auth.core;

import io.countersign.auth.Device;
import io.countersign.auth.RefreshTokenId;
import io.countersign.auth.SecurityEvent;
import io.countersign.auth.event.SecurityEvents;
import io.countersign.auth.spi.Rotation;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Reports refused refreshes: each one that ends a session, and of the others one a minute for each
 * session. So nobody can fill the events by presenting a worthless token.
 */
final class RefusedRefreshes {

  private final SecurityEvents events;
  private final OnceAMinute<UUID> reported;

  RefusedRefreshes(SecurityEvents events, Clock clock) {
    this.events = events;
    this.reported = new OnceAMinute<>(clock);
  }

  /**
   * Reports a refusal that ended nothing, unless one for its session was reported within the last
   * minute.
   */
  void report(Rotation.Refused refused, RefreshTokenId presented, Device device) {
    if (reported.isFirst(presented.family())) {
      events.report(event(refused, presented, device));
    }
  }

  /**
   * The event of a refusal. When it ends the session, further refusals for this session are not
   * reported for a minute.
   */
  SecurityEvent event(Rotation.Refused refused, RefreshTokenId presented, Device device) {
    if (refused.endsFamily()) {
      reported.note(presented.family());
    }
    SecurityEvent event =
        events
            .now(type(refused))
            .ofSession(presented.family())
            .from(Optional.ofNullable(device.address()))
            .with(
                Map.of(
                    "reason",
                    refused.reason().code(),
                    "generation",
                    Integer.toString(presented.generation())));
    return refused.userId().map(event::ofUser).orElse(event);
  }

  private static SecurityEvent.Type type(Rotation.Refused refused) {
    if (!refused.endsFamily()) {
      return SecurityEvent.Type.REFRESH_REFUSED;
    }
    return switch (refused.reason()) {
      case REUSED -> SecurityEvent.Type.TOKEN_REUSED;
      case DEVICE_MISMATCH -> SecurityEvent.Type.DEVICE_MISMATCH;
      case EXPIRED, REVOKED, INVALID_TARGET -> SecurityEvent.Type.REFRESH_REFUSED;
    };
  }
}
