package io.countersign.auth.login;

import com.github.benmanes.caffeine.cache.Cache;
import io.countersign.auth.core.ShortMemory;
import io.countersign.auth.event.IpAddress;
import io.countersign.auth.spi.KnownPlaces;
import java.time.Clock;
import java.time.Duration;

/** Tells from which networks somebody has logged in. A known network is remembered for an hour. */
final class FamiliarNetworks {

  private static final Duration REMEMBERED = Duration.ofHours(1);
  private static final int MOST = 10_000;

  private final KnownPlaces places;
  private final Cache<IpAddress, Boolean> known;

  FamiliarNetworks(KnownPlaces places, Clock clock) {
    this.places = places;
    this.known = ShortMemory.of(REMEMBERED, MOST, clock);
  }

  boolean include(IpAddress network) {
    if (known.getIfPresent(network) != null) {
      return true;
    }
    boolean isFamiliar = places.isFamiliar(network.key());
    if (isFamiliar) {
      known.put(network, Boolean.TRUE);
    }
    return isFamiliar;
  }
}
