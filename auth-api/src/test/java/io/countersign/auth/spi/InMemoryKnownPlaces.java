package io.countersign.auth.spi;

import io.countersign.auth.SecurityEvent;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Finds places among the events and the families in memory; an IPv6 network is one address. */
public final class InMemoryKnownPlaces implements KnownPlaces {

  private final InMemoryRefreshTokenStore families;

  /** The places of these families and their events. */
  public InMemoryKnownPlaces(InMemoryRefreshTokenStore families) {
    this.families = families;
  }

  private Stream<SecurityEvent> loginsFrom(String network) {
    return families.events().events().stream()
        .filter(event -> event.type() == SecurityEvent.Type.LOGIN)
        .filter(event -> event.address().equals(Optional.of(network)));
  }

  @Override
  public boolean hasLoggedInFrom(UUID userId, String network) {
    return loginsFrom(network).anyMatch(event -> event.userId().equals(Optional.of(userId)));
  }

  @Override
  public boolean isFamiliar(String network) {
    return loginsFrom(network).findAny().isPresent();
  }

  @Override
  public boolean hasLoggedInOn(UUID userId, SecretBytes deviceDigest) {
    return families.rows.values().stream()
        .anyMatch(row -> row.userId().equals(userId) && deviceDigest.equals(row.deviceDigest()));
  }
}
